import { sha256 } from '@noble/hashes/sha2.js';
import type { Verifier } from '@salvia/blockchain';
import {
  type Ancestry,
  type BlockRecord,
  blockRecord,
  challengeAfter,
  faultOf,
  validateHeader,
} from '@salvia/blockchain';
import { Challenge, type ErrorName, headerHash, type NetworkFile, ProtocolError } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { HeaderRecord, Wallet } from '@salvia/wallet';
import type { HeaderAnswer } from './asking.ts';
import type { FetchContext, Fetched } from './fetch.ts';
import type { FullNode } from './full-nodes.ts';
import { SyncError } from './sync-error.ts';
import type { ValidBlock } from './valid-block.ts';

export interface HeaderSourceOptions {
  readonly wallet: Wallet;
  readonly verifier: Verifier;
  readonly validation: 'full' | 'sampled';
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface HeaderSource {
  validate(answer: HeaderAnswer, branch: HeaderRecord[]): Promise<ValidBlock | { error: ErrorName; check: string }>;
}

export function createHeaderSource({ wallet, verifier, now }: HeaderSourceOptions): HeaderSource {
  const { constants } = wallet.network as NetworkFile;
  const ancestry = (branch: HeaderRecord[], last: HeaderRecord): Ancestry => ({
    height: last.height,
    at(height) {
      const first = branch[0];
      if (first && height >= first.height) return branch[height - first.height] as BlockRecord;
      return wallet.headerAtHeight(height) as BlockRecord;
    },
  });
  return {
    async validate({ headerBlock: block, transactionsFilter }, branch) {
      const { data } = block.header;
      const parent = branch.at(-1) ?? wallet.block(data.prevHeaderHash);
      if (!parent) return { error: 'EXTENDS_UNKNOWN_BLOCK', check: 'parent' };
      const input = {
        block,
        genesis: false,
        parent: { ...parent, ancestry: ancestry(branch, parent) },
        constants,
        nowMs: now(),
        finished: true,
        verifier,
      };
      const verdict = await validateHeader(input);
      if ('error' in verdict) return { error: verdict.error, check: verdict.check };
      const record = blockRecord(block.header, verdict.minIters);
      const rec = {
        ...record,
        headerHash: headerHash(block.header),
        prevHeaderHash: data.prevHeaderHash,
        challengeHash: new Uint8Array(32),
        scanned: data.height >= wallet.startingHeight(),
      };
      const made = challengeAfter(block, ancestry([...branch, rec], rec), constants);
      if (!Challenge.equals(made.challenge, block.challenge)) return { error: 'INVALID_CHALLENGE', check: 'C1' };
      if (!sameBytes(sha256(transactionsFilter), data.filterHash))
        return { error: 'INVALID_TRANSACTIONS_FILTER_HASH', check: 'B1' };
      return { record: { ...rec, challengeHash: made.hash }, header: block.header, filter: transactionsFilter };
    },
  };
}

export async function* takeHeaders(
  source: HeaderSource,
  context: FetchContext,
  owner: FullNode,
  answers: AsyncIterable<Fetched<HeaderAnswer>> | readonly Fetched<HeaderAnswer>[],
  _count: number,
): AsyncGenerator<readonly ValidBlock[]> {
  const branch: HeaderRecord[] = [];
  let batch: ValidBlock[] = [];
  for await (const { value, from } of answers) {
    const verdict = await source.validate(value, branch);
    if ('error' in verdict) {
      const guilty = faultOf(verdict) === 'ITEM' ? from : owner;
      context.accuse(guilty, new ProtocolError(verdict.error, { check: verdict.check }));
      throw new SyncError('INVALID', `${verdict.error} (${verdict.check})`);
    }
    branch.push(verdict.record);
    batch.push(verdict);
    if (batch.length >= 250) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
