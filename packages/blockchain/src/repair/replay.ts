import { bytesToHex } from '@noble/hashes/utils.js';
import { headerHash } from '@salvia/protocol';
import type { Blockchain, ReceiveResult } from '../chain/index.ts';
import type { PreValidation } from '../consensus/index.ts';
import { counter, type OnProgress } from './progress.ts';
import { type Found, greatestId, type Raw, rowsById } from './rows.ts';
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

/** Blocks whose proofs are checked ahead of the one that is added, to keep all threads busy. */
const AHEAD = 16;

/** A block on its way, with its proofs being checked. */
interface Coming extends StoredBlock {
  readonly preValidated: Promise<PreValidation | null>;
}

/**
 * Hands every stored block that can be read to a chain, as if a peer had sent it: in the order of their ids, which is that
 * of acceptance and so gives the same tips, but none before its parent.
 */
export async function replayBlocks(replay: Replay): Promise<void> {
  const { raw, observer, onProgress } = replay;
  const step = counter('validation', greatestId(raw), onProgress);
  const waiting = new Map<string, StoredBlock[]>();
  const rows = rowsById<BlockRow>(raw, 'blocks');
  const coming: Coming[] = [];
  for (let done = false; !done || coming.length > 0; ) {
    while (!done && coming.length < AHEAD) {
      const next = rows.next();
      if (next.done) done = true;
      else start(replay, next.value, coming);
    }
    const stored = coming.shift();
    if (stored === undefined) continue;
    await receive(replay, stored, waiting);
    await step();
  }
  for (const stored of [...waiting.values()].flat().sort((a, b) => a.id - b.id)) observer.disconnected(stored);
}

function start({ chain, observer }: Replay, found: Found<BlockRow>, coming: Coming[]): void {
  const { id } = found;
  const read = 'row' in found ? readBlock(found.row) : found;
  if ('unreadable' in read || !('row' in found)) {
    observer.unreadable(id, 'unreadable' in read ? read.unreadable : '');
    return;
  }
  const block = read.value;
  const hash = headerHash(block.header);
  const { height } = block.header.data;
  const preValidated = chain.hasHeader(hash) ? Promise.resolve(null) : chain.preValidate(block);
  preValidated.catch(() => undefined); // is told where it is awaited
  coming.push({ id, row: found.row, block, hash: bytesToHex(hash), height, preValidated });
}

async function receive(replay: Replay, first: Coming, waiting: Map<string, StoredBlock[]>): Promise<void> {
  const { chain, nowMs, observer } = replay;
  const queue: StoredBlock[] = [first];
  for (let stored = queue.pop(); stored !== undefined; stored = queue.pop()) {
    const { prevHeaderHash } = stored.block.header.data;
    const preValidated = stored === first ? await first.preValidated : null;
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
