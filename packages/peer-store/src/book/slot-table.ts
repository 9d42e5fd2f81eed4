import type { Dice } from '../util/dice.ts';
import { BUCKET_SIZE } from './limits.ts';

const EMPTY = -1;

/** A table of buckets; each slot holds the number of an entry, or none. */
export class SlotTable {
  readonly #ids: Int32Array;
  /** The taken slots in no order, and the place of each slot in that list: so a random one is found at once. */
  readonly #taken: Int32Array;
  readonly #places: Int32Array;
  #size = 0;

  constructor(buckets: number) {
    const slots = buckets * BUCKET_SIZE;
    this.#ids = new Int32Array(slots).fill(EMPTY);
    this.#taken = new Int32Array(slots);
    this.#places = new Int32Array(slots);
  }

  /** How many slots are taken. */
  get size(): number {
    return this.#size;
  }

  /** The entry in a slot; null if it is free. */
  at(slot: number): number | null {
    const id = this.#ids[slot] ?? EMPTY;
    return id === EMPTY ? null : id;
  }

  /** Takes a free slot. */
  put(slot: number, id: number): void {
    this.#ids[slot] = id;
    this.#taken[this.#size] = slot;
    this.#places[slot] = this.#size;
    this.#size += 1;
  }

  /** Frees a taken slot. */
  clear(slot: number): void {
    this.#ids[slot] = EMPTY;
    this.#size -= 1;
    const last = this.#taken[this.#size] ?? 0;
    const place = this.#places[slot] ?? 0;
    this.#taken[place] = last;
    this.#places[last] = place;
  }

  /** The entry of a random taken slot, each as likely as any other. There must be one. */
  draw(dice: Dice): number {
    return this.#ids[this.#taken[dice.below(this.#size)] ?? 0] ?? EMPTY;
  }
}
