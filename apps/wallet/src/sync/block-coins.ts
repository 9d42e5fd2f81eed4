import { bytesToHex } from '@noble/hashes/utils.js';
import type { Coin } from '@salvia/protocol';
import { type Interests, matchFilter, type ValidBlock } from '@salvia/wallet';
import type { Asking } from './asking.ts';
import { type FetchContext, fetchFromAny } from './fetch.ts';
import type { FullNode } from './full-nodes.ts';
import { judgeAdditions, judgeRemovals } from './proofs.ts';
import type { Subject } from './questions.ts';

/** The coins of blocks that concern the wallet, from any full node, with proofs under the roots of the headers. */
export interface BlockCoins {
  /** Coins that a block makes for these puzzle hashes. */
  additions(owner: FullNode, block: ValidBlock, puzzleHashes: readonly Uint8Array[]): Promise<readonly Coin[]>;
  /** Which of these coins a block spends. */
  removals(owner: FullNode, block: ValidBlock, names: readonly Uint8Array[]): Promise<readonly Uint8Array[]>;
  /** Begins to ask for additions that will be wanted soon; a failure shows when they are. */
  askAhead(owner: FullNode, blocks: readonly ValidBlock[], interests: Interests): void;
}

interface Ahead {
  readonly asked: ReadonlySet<string>;
  readonly coins: Promise<readonly Coin[]>;
}

const subjectOf = ({ record }: ValidBlock): Subject => ({ height: record.height, hash: record.headerHash });
const nameOf = (what: string, { record }: ValidBlock): string =>
  `${what} of block ${bytesToHex(record.headerHash)} at height ${record.height}`;

export function createBlockCoins(asking: Asking, context: FetchContext): BlockCoins {
  const ahead = new Map<string, Ahead>();

  async function fetchAdditions(
    owner: FullNode,
    block: ValidBlock,
    puzzleHashes: readonly Uint8Array[],
  ): Promise<readonly Coin[]> {
    const { value } = await fetchFromAny(context, {
      name: nameOf('additions', block),
      owner,
      ask: (node) => asking.additions(node, subjectOf(block), puzzleHashes),
      judge: (answer) => judgeAdditions(block.header, puzzleHashes, answer),
      ownerMust: false,
    });
    return value.coins;
  }

  return {
    async additions(owner, block, puzzleHashes) {
      const key = bytesToHex(block.record.headerHash);
      const before = ahead.get(key);
      ahead.delete(key);
      if (before !== undefined && puzzleHashes.every((hash) => before.asked.has(bytesToHex(hash)))) {
        const wanted = new Set(puzzleHashes.map(bytesToHex));
        const coins = await before.coins;
        return coins.filter(({ puzzleHash }) => wanted.has(bytesToHex(puzzleHash)));
      }
      return fetchAdditions(owner, block, puzzleHashes);
    },
    async removals(owner, block, names) {
      const { value } = await fetchFromAny(context, {
        name: nameOf('removals', block),
        owner,
        ask: (node) => asking.removals(node, subjectOf(block), names),
        judge: (answer) => judgeRemovals(block.header, names, answer),
        ownerMust: false,
      });
      return value.removed;
    },
    askAhead(owner, blocks, interests) {
      for (const block of blocks) {
        const key = bytesToHex(block.record.headerHash);
        if (ahead.has(key) || !block.record.scanned) continue;
        const { puzzleHashes } = matchFilter(block.filter, interests);
        if (puzzleHashes.length === 0) continue;
        const coins = fetchAdditions(owner, block, puzzleHashes);
        coins.catch(() => undefined);
        ahead.set(key, { asked: new Set(puzzleHashes.map(bytesToHex)), coins });
      }
    },
  };
}
