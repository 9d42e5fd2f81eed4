import type { Coin } from '@salvia/protocol';
import type { WalletStores } from '../store/stores.ts';
import type { Unit } from './unit.ts';
import type { WalletKeys } from './wallet-api.ts';

/** How many unused addresses are watched beyond the first one (wallet 4.2). */
export const WINDOW = 100;

type Parts = { readonly stores: WalletStores; readonly keys: WalletKeys };

/** Makes rows until the window is full, and at least `least` of them (wallet 4.2.3). */
export function fillWindow({ stores: { puzzleHashes }, keys }: Parts, unit: Unit, least = 0): void {
  const count = puzzleHashes.count();
  const unused = puzzleHashes.lowestUnused() ?? Math.max(count - 1, 0);
  const end = Math.max(unused + WINDOW, least);
  for (let index = count; index < end; index++) {
    const row = keys.key(index);
    puzzleHashes.add(row);
    unit.puzzleHashes.push(row);
  }
}

/** Uses up the addresses to and with an index. */
export function useUpTo(parts: Parts, unit: Unit, index: number): void {
  parts.stores.puzzleHashes.markUsed(index);
  fillWindow(parts, unit);
}

/** The lowest unused index: the window always has one. */
export function nextIndex({ puzzleHashes }: WalletStores): number {
  return puzzleHashes.lowestUnused() ?? puzzleHashes.count();
}

/** What a block pays to is used, be it an orphan (wallet 4.2.6). */
export function noticePayments(parts: Parts, unit: Unit, additions: readonly Coin[]): void {
  const { puzzleHashes } = parts.stores;
  const paid = additions.flatMap(({ puzzleHash }) => puzzleHashes.indexOf(puzzleHash) ?? []);
  if (paid.length === 0) return;
  const highest = paid.reduce((a, b) => Math.max(a, b));
  if (highest >= nextIndex(parts.stores)) useUpTo(parts, unit, highest);
}
