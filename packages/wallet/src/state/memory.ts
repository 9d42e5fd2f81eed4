import { bytesToHex } from '@noble/hashes/utils.js';
import type { HeaderRecord, Interests } from './api.ts';
import type { Unit } from './unit.ts';

/** What is asked all the time, as the last commit left it. */
export class Memory {
  head: HeaderRecord;
  /** Of the head's children, once asked for. */
  interests: Interests | null = null;
  readonly #indices = new Map<string, number>();
  #puzzleHashes: readonly Uint8Array[];

  constructor(head: HeaderRecord, puzzleHashes: readonly Uint8Array[]) {
    this.head = head;
    this.#puzzleHashes = puzzleHashes;
    for (const [index, hash] of puzzleHashes.entries()) this.#indices.set(bytesToHex(hash), index);
  }

  /** Ours, in order of their indices. */
  get puzzleHashes(): readonly Uint8Array[] {
    return this.#puzzleHashes;
  }

  indexOf(puzzleHash: Uint8Array): number | undefined {
    return this.#indices.get(bytesToHex(puzzleHash));
  }

  follow(unit: Unit): void {
    if (unit.head !== null) this.head = unit.head;
    if (unit.changesInterests) this.interests = null;
    if (unit.puzzleHashes.length === 0) return;
    this.#puzzleHashes = [...this.#puzzleHashes, ...unit.puzzleHashes.map(({ puzzleHash }) => puzzleHash)];
    for (const { index, puzzleHash } of unit.puzzleHashes) this.#indices.set(bytesToHex(puzzleHash), index);
  }
}
