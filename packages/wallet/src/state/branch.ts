import { bytesToHex } from '@noble/hashes/utils.js';
import { sameBytes } from '@salvia/streamable';
import { WalletError } from '../errors.ts';
import type { BlockStore } from '../store/block-store.ts';
import type { HeaderRecord } from './api.ts';

/** How a block hangs on the head's chain. */
export interface Branch {
  /** The last block of the head's chain below it, or the block itself. */
  readonly fork: HeaderRecord;
  /** From the fork's child to the block; empty if the block is on the head's chain. */
  readonly branch: readonly HeaderRecord[];
}

export function branchTo(blocks: BlockStore, block: HeaderRecord): Branch {
  const branch: HeaderRecord[] = [];
  let at = block;
  while (!isOnPath(blocks, at)) {
    branch.push(at);
    at = known(blocks, at.prevHeaderHash);
  }
  return { fork: at, branch: branch.reverse() };
}

export function known(blocks: BlockStore, headerHash: Uint8Array): HeaderRecord {
  const block = blocks.get(headerHash);
  if (block === undefined) throw new WalletError('UNKNOWN_BLOCK', { headerHash: bytesToHex(headerHash) });
  return block;
}

function isOnPath(blocks: BlockStore, { height, headerHash }: HeaderRecord): boolean {
  const there = blocks.atHeight(height);
  return there !== undefined && sameBytes(there.headerHash, headerHash);
}
