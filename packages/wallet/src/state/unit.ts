import { bytesToHex } from '@noble/hashes/utils.js';
import type { PuzzleHashRow } from '../store/puzzle-hash-store.ts';
import type { HeaderRecord } from './api.ts';

/**
 * What one database transaction does to the wallet, gathered while it runs. Memory follows it and listeners hear of it
 * after the commit; if there is none, nobody does.
 */
export class Unit {
  /** The new head, if it moved. */
  head: HeaderRecord | null = null;
  readonly puzzleHashes: PuzzleHashRow[] = [];
  readonly coinsAdded: Uint8Array[] = [];
  readonly coinsRemoved: Uint8Array[] = [];
  /** Whether coins were taken back. */
  rolledBack = false;
  /** Ids of transactions by their text, and whether they are to be announced as pending. */
  readonly transactions = new Map<string, { readonly id: Uint8Array; announced: boolean }>();

  /** A transaction changed. */
  touch(id: Uint8Array, announced = false): void {
    const key = bytesToHex(id);
    const known = this.transactions.get(key);
    if (known === undefined) this.transactions.set(key, { id, announced });
    else known.announced ||= announced;
  }

  /** Whether what is looked for in filters may be another than before. */
  get changesInterests(): boolean {
    const { puzzleHashes, coinsAdded, coinsRemoved, rolledBack, transactions } = this;
    return rolledBack || puzzleHashes.length + coinsAdded.length + coinsRemoved.length + transactions.size > 0;
  }
}
