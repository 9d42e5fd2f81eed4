import type { Coin } from '@salvia/protocol';
import type { StoredHeader } from '../../src/store/header-store.ts';
import type { HeaderSummary } from '../../src/store/index.ts';
import { fill } from '../consensus/support/hex.ts';

export const MAX_UINT64 = 2n ** 64n - 1n;

/** Any header, as the id-th of a chain. */
export const header = (id: number, changes: Partial<StoredHeader> = {}): StoredHeader => ({
  id,
  headerHash: fill(id),
  parentId: id === 1 ? null : id - 1,
  height: id - 1,
  timestamp: BigInt(id),
  weight: BigInt(id),
  totalIters: BigInt(id),
  minIters: 1n,
  challengeHash: fill(100 + id),
  proofsHash: fill(200 - id),
  ...changes,
});

export const summary = ({ challengeHash: _challenge, proofsHash: _proofs, ...rest }: StoredHeader): HeaderSummary =>
  rest;

export const coin = (byte: number, amount = 1n): Coin => ({ parentCoinInfo: fill(byte), puzzleHash: fill(7), amount });
