/** So many random bytes; `randomBytes` of `node:crypto` fits. Others must not be able to guess them. */
export type RandomBytes = (length: number) => Uint8Array;

const BYTES_PER_DRAW = 6;
/** Draws that are made of one call for bytes. */
const DRAWS = 64;

/** Chance, drawn from random bytes. */
export class Dice {
  readonly #random: RandomBytes;
  #pool: Uint8Array = new Uint8Array(0);
  #used = 0;

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  /** Uniform in [0, 1), in steps of 2^-48. */
  fraction(): number {
    if (this.#used + BYTES_PER_DRAW > this.#pool.length) {
      this.#pool = this.#random(BYTES_PER_DRAW * DRAWS);
      this.#used = 0;
    }
    let value = 0;
    for (let i = 0; i < BYTES_PER_DRAW; i++) value = value * 256 + (this.#pool[this.#used++] ?? 0);
    return value / 2 ** 48;
  }

  /** A whole number in [0, count). */
  below(count: number): number {
    return Math.floor(this.fraction() * count);
  }

  /** The items in random order, made one by one as they are asked for (Fisher and Yates). */
  *shuffle<T>(items: Iterable<T>): Generator<T> {
    const left = [...items];
    while (left.length > 0) {
      const at = this.below(left.length);
      const item = left[at] as T;
      left[at] = left[left.length - 1] as T;
      left.pop();
      yield item;
    }
  }
}
