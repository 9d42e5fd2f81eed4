import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { headerHash } from '@salvia/protocol';
import { ahead } from '../chain/ahead.ts';
import type { Blockchain, ReceiveResult } from '../chain/index.ts';
import { AHEAD } from '../chain/pre-validate-ahead.ts';
import type { PreValidation } from '../consensus/index.ts';
import { counter, type OnProgress } from './progress.ts';
import { greatestId, type Raw, rowsById } from './rows.ts';
import { type BlockRow, type FinishedBlock, readBlock } from './stored-block.ts';

/** A stored block that can be read. */
export interface StoredBlock {
  readonly id: number;
  readonly row: BlockRow;
  readonly block: FinishedBlock;
  /** Hex */
  readonly hash: string;
  readonly height: number;
}

export interface ReplayObserver {
  /** Before a block whose parent is known is validated. */
  before?(stored: StoredBlock): void;
  after(stored: StoredBlock, result: ReceiveResult): void | Promise<void>;
  unreadable(id: number, cause: string): void;
  /** Blocks whose parents never came. */
  disconnected(stored: StoredBlock): void;
}

export interface Replay {
  readonly raw: Raw;
  readonly chain: Blockchain;
  readonly nowMs: number;
  readonly observer: ReplayObserver;
  readonly onProgress: OnProgress;
}

/**
 * Hands every stored block that can be read to a chain, as if a peer had sent it: in the order of their ids, which is that
 * of acceptance and so gives the same tips, but none before its parent.
 */
export async function replayBlocks(replay: Replay): Promise<void> {
  const { raw, chain, observer, onProgress } = replay;
  const step = counter('validation', greatestId(raw), onProgress);
  const waiting = new Map<string, StoredBlock[]>();
  const preValidate = async ({ block, hash }: StoredBlock) =>
    chain.hasHeader(hexToBytes(hash)) ? null : chain.preValidate(block);
  for await (const [stored, preValidated] of ahead(readable(replay), preValidate, AHEAD)) {
    await receive(replay, stored, preValidated, waiting);
    await step();
  }
  for (const stored of [...waiting.values()].flat().sort((a, b) => a.id - b.id)) observer.disconnected(stored);
}

/** The blocks that can be read; the observer is told of the others. */
function* readable({ raw, observer }: Replay): Generator<StoredBlock, void, void> {
  for (const found of rowsById<BlockRow>(raw, 'blocks')) {
    const { id } = found;
    const read = 'row' in found ? readBlock(found.row) : found;
    if ('unreadable' in read || !('row' in found)) {
      observer.unreadable(id, 'unreadable' in read ? read.unreadable : '');
      continue;
    }
    const { header } = read.value;
    yield { id, row: found.row, block: read.value, hash: bytesToHex(headerHash(header)), height: header.data.height };
  }
}

async function receive(
  replay: Replay,
  first: StoredBlock,
  found: PreValidation | null,
  waiting: Map<string, StoredBlock[]>,
): Promise<void> {
  const { chain, nowMs, observer } = replay;
  const queue: StoredBlock[] = [first];
  for (let stored = queue.pop(); stored !== undefined; stored = queue.pop()) {
    const { prevHeaderHash } = stored.block.header.data;
    const preValidated = stored === first ? found : null;
    if (chain.hasHeader(prevHeaderHash)) observer.before?.(stored);
    const result = await chain.receiveBlock(stored.block, nowMs, { preValidated });
    if (result.result === 'DISCONNECTED_BLOCK') {
      const parent = bytesToHex(prevHeaderHash);
      waiting.set(parent, [...(waiting.get(parent) ?? []), stored]);
      continue;
    }
    await observer.after(stored, result);
    queue.push(...(waiting.get(stored.hash) ?? []).reverse());
    waiting.delete(stored.hash);
  }
}
