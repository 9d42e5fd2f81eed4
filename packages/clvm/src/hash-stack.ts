import { sha256 } from '@noble/hashes/sha2.js';

const HASH = 32;
const PAIR = Uint8Array.of(2);

/**
 * Hashes of values whose pairs are not complete yet, one behind the other in one array: a program of some megabytes
 * may have a million of them, which as objects would take all the memory that a thread is given.
 */
export class HashStack {
  #bytes = new Uint8Array(64 * HASH);
  #end = 0;

  push(hash: Uint8Array): void {
    if (this.#end === this.#bytes.length) {
      const longer = new Uint8Array(this.#bytes.length * 2);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes.set(hash, this.#end);
    this.#end += HASH;
  }

  /** Puts the tree hash of a pair, SHA-256(02 ‖ first ‖ rest), in the place of those of its values. */
  pair(): void {
    const first = this.#end - 2 * HASH;
    const both = this.#bytes.subarray(first, this.#end);
    this.#end = first;
    this.push(sha256.create().update(PAIR).update(both).digest());
  }

  pop(): Uint8Array {
    this.#end -= HASH;
    return this.#bytes.slice(this.#end, this.#end + HASH);
  }
}
