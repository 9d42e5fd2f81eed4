import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Coin } from '@salvia/protocol';
import type { HeaderRecord, WalletBlock } from '../../src/index.ts';

export const hashOfText = (text: string): Uint8Array => sha256(utf8ToBytes(text));

export interface BlockOptions {
  readonly additions?: readonly Coin[];
  readonly removals?: readonly Uint8Array[];
  /** What it adds to the weight; 10 by default. */
  readonly difficulty?: bigint;
  readonly timestamp?: bigint;
  readonly scanned?: boolean;
}

/** Tells blocks apart that are alike in all else. */
let count = 0;

/** A block on another one. */
export function blockOn(parent: HeaderRecord, options: BlockOptions = {}): WalletBlock {
  const { additions = [], removals = [], difficulty = 10n, scanned = true } = options;
  count += 1;
  return {
    header: {
      headerHash: hashOfText(`header ${count}`),
      prevHeaderHash: parent.headerHash,
      challengeHash: hashOfText(`challenge ${count}`),
      height: parent.height + 1,
      weight: parent.weight + difficulty,
      totalIters: parent.totalIters + 1n,
      minIters: parent.minIters,
      timestamp: options.timestamp ?? parent.timestamp + 10n,
      scanned,
    },
    additions,
    removals,
  };
}

/** A coin that somebody else makes. */
export const payment = (puzzleHash: Uint8Array, amount: bigint, from: string): Coin => ({
  parentCoinInfo: hashOfText(`parent ${from}`),
  puzzleHash,
  amount,
});
