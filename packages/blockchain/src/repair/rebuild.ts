import { existsSync } from 'node:fs';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { inspectDatabase } from '@salvia/database';
import type { ErrorName } from '@salvia/protocol';
import { FullBlock, headerHash } from '@salvia/protocol';
import { type Blockchain, createBlockchain } from '../chain/index.ts';
import { sqliteStores } from '../store/index.ts';
import { isUsable } from './check-schema.ts';
import { RepairError } from './errors.ts';
import type { RebuildOptions } from './options.ts';
import { replayBlocks } from './replay.ts';
import { type Raw, rowsById } from './rows.ts';
import { type BlockRow, readBlock } from './stored-block.ts';
import { moveDatabase, removeDatabase, replaceDatabase } from './swap.ts';

/** A block that was not saved; ids are those of the damaged file. */
export type LostBlock =
  | { readonly id: number; readonly reason: 'UNREADABLE'; readonly cause: string }
  | { readonly id: number; readonly height: number; readonly reason: 'DISCONNECTED' }
  | { readonly id: number; readonly height: number; readonly reason: 'INVALID'; readonly error: ErrorName };

/** What a rebuild made. */
export interface RebuildReport {
  /** The new database. */
  readonly path: string;
  /** Where the damaged one is now; `null` if it was left where it is. */
  readonly damaged: string | null;
  /** Blocks in the new database, genesis included. */
  readonly saved: number;
  readonly lost: { readonly unreadable: number; readonly invalid: number; readonly disconnected: number };
  /** The first of those that were lost, some hundred at most. */
  readonly losses: readonly LostBlock[];
  /** Of the new tips, in their order. */
  readonly tipHeights: readonly number[];
  /** Of the new LCA. */
  readonly height: number;
}

const LISTED = 100;

/**
 * Makes a new database from every block of another that can still be read, each validated as if it had just arrived.
 * The new one is made in a file beside (`.rebuilding`) and gets its name when it is whole; until then nothing is changed.
 * Unfinished blocks are not kept. Fails with a `RepairError`, or with a `DatabaseError` such as LOCKED.
 */
export async function rebuildDatabase(options: RebuildOptions): Promise<RebuildReport> {
  const { path, out } = options;
  if (out !== undefined && existsSync(out)) throw new RepairError('OUTPUT_EXISTS', { path: out });
  const temporary = `${out ?? path}.rebuilding`;
  const inspection = inspectDatabase(path); // held to the end: nobody may add to the file meanwhile
  let rebuilt: Omit<RebuildReport, 'path' | 'damaged'>;
  try {
    checkUsable(inspection.raw, options);
    removeDatabase(temporary);
    rebuilt = await rebuildInto(temporary, inspection.raw, options);
  } catch (error) {
    removeDatabase(temporary);
    throw error;
  } finally {
    inspection.close();
  }
  if (out === undefined) return { path, damaged: replaceDatabase(path, temporary), ...rebuilt };
  moveDatabase(temporary, out);
  return { path: out, damaged: null, ...rebuilt };
}

/** There is something to save, and it is of this network. */
function checkUsable(raw: Raw, { path, network }: RebuildOptions): void {
  const expected = bytesToHex(headerHash(FullBlock.decode(hexToBytes(network.genesis)).header));
  let first: string | null = null;
  let readable = false;
  for (const found of isUsable(raw, 'blocks') ? rowsById<BlockRow>(raw, 'blocks') : []) {
    const read = 'row' in found ? readBlock(found.row) : found;
    if ('unreadable' in read) continue;
    const { header } = read.value;
    const hash = bytesToHex(headerHash(header));
    // The first block or one that follows it tells; the first one itself may be damaged.
    if (hash === expected || bytesToHex(header.data.prevHeaderHash) === expected) return;
    readable = true;
    if (header.data.height === 0) first ??= hash;
  }
  if (first !== null) throw new RepairError('WRONG_NETWORK', { path, found: first, expected });
  if (!readable) throw new RepairError('NOTHING_TO_SAVE', { path });
}

async function rebuildInto(temporary: string, raw: Raw, options: RebuildOptions) {
  const { network, pool, nowMs, onProgress = () => undefined } = options;
  const chain = await createBlockchain({ ...network, stores: sqliteStores({ path: temporary }), pool });
  try {
    const lost = { unreadable: 0, invalid: 0, disconnected: 0 };
    const losses: LostBlock[] = [];
    let saved = 1;
    const lose = (kind: keyof typeof lost, loss: LostBlock): void => {
      lost[kind] += 1;
      if (losses.length < LISTED) losses.push(loss);
    };
    await replayBlocks({
      raw,
      chain,
      nowMs,
      onProgress,
      observer: {
        // The genesis is in the network file.
        unreadable: (id, cause) => {
          if (id > 1) lose('unreadable', { id, reason: 'UNREADABLE', cause });
        },
        disconnected: ({ id, height }) => lose('disconnected', { id, height, reason: 'DISCONNECTED' }),
        after: ({ id, height }, result) => {
          if (result.result === 'INVALID_BLOCK')
            lose('invalid', { id, height, reason: 'INVALID', error: result.error });
          else if (result.result !== 'ALREADY_HAVE_BLOCK') saved += 1;
        },
      },
    });
    return { saved, lost, losses, ...headsOf(chain) };
  } finally {
    await chain.close();
  }
}

function headsOf(chain: Blockchain): { tipHeights: number[]; height: number } {
  return { tipHeights: chain.tips().map(({ data }) => data.height), height: chain.lca().data.height };
}
