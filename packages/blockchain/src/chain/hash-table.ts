/** Slots per entry: at most two thirds are taken, so that a search stays short. */
const LOAD = 1.5;
const MIN_SLOTS = 1024;

/**
 * From a 32-byte hash to a number from 1, for numbers given in order: open addressing over one typed array, six to
 * twelve bytes an entry. The hashes themselves stay with the caller.
 */
export class HashTable {
  #slots: Uint32Array;
  #size = 0;
  readonly #prefix: (id: number) => number;
  readonly #matches: (id: number, hash: Uint8Array) => boolean;

  /**
   * @param prefix the first four bytes of an entry's hash, as an unsigned integer
   * @param matches whether an entry's hash is the given one
   */
  constructor(
    prefix: (id: number) => number,
    matches: (id: number, hash: Uint8Array) => boolean,
    expected: number = 0,
  ) {
    this.#prefix = prefix;
    this.#matches = matches;
    this.#slots = new Uint32Array(slotsFor(expected));
  }

  /** 0 if the hash is not here. */
  find(hash: Uint8Array): number {
    const mask = this.#slots.length - 1;
    for (let slot = prefixOf(hash) & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot] ?? 0;
      if (id === 0 || this.#matches(id, hash)) return id;
    }
  }

  /** The hash must not be here yet. */
  add(id: number): void {
    this.#size += 1;
    if (this.#size * LOAD > this.#slots.length) this.#grow();
    this.#place(id);
  }

  /** Takes back the entry that was added last: nothing was placed behind it yet, so its slot can simply be freed. */
  removeLast(id: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#prefix(id) & mask;
    while (this.#slots[slot] !== id) slot = (slot + 1) & mask;
    this.#slots[slot] = 0;
    this.#size -= 1;
  }

  #place(id: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#prefix(id) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = id;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(before.length * 2);
    for (const id of before) if (id !== 0) this.#place(id);
  }
}

function slotsFor(expected: number): number {
  let slots = MIN_SLOTS;
  while (slots < expected * LOAD) slots *= 2;
  return slots;
}

/** First four bytes, unsigned. Hashes of blocks are SHA-256 values, so any of their bits are evenly spread. */
function prefixOf(hash: Uint8Array): number {
  return (((hash[0] ?? 0) << 24) | ((hash[1] ?? 0) << 16) | ((hash[2] ?? 0) << 8) | (hash[3] ?? 0)) >>> 0;
}
