/**
 * The powers that a prover keeps while it squares.
 *
 * A proof of T iterations is assembled from x^(2^0), x^(2^s), x^(2^2s), … up to T. T is not known while squaring, so keep
 * every power at first (s = 1), and when there are too many drop all but every second or third, and go on with a wider
 * stride. Memory stays bounded, and there are always enough powers for a good choice of digits: strides are products of
 * small factors, so that most digit lengths have a large common divisor with them.
 */
import type { Form } from '../forms/form.ts';

/** Widening factors in turn: strides 1, 2, 4, 12, 24, 120, 240, 480, 1440, … */
const FACTORS = [2, 2, 3, 2, 5];

export interface StoredPowers {
  /** Every `stride`-th power is kept, from the 0th on. */
  readonly stride: number;
  /** How many are kept. */
  readonly length: number;
  /** Offers x^(2^position); positions must come without a gap, or at least not skip a multiple of the stride. */
  offer(position: number, power: Form): void;
  /** x^(2^(stride·index)). */
  at(index: number): Form;
}

/** @param capacity most powers kept at once, at least 16; one of 1024 bits takes about 300 bytes */
export function createStoredPowers(start: Form, capacity: number): StoredPowers {
  let powers: Form[] = [start];
  let stride = 1;
  let widenings = 0;
  const widen = () => {
    const factor = FACTORS[widenings++ % FACTORS.length] as number;
    powers = powers.filter((_, index) => index % factor === 0);
    stride *= factor;
  };
  return {
    get stride() {
      return stride;
    },
    get length() {
      return powers.length;
    },
    offer(position, power) {
      if (position !== powers.length * stride) return;
      if (powers.length >= capacity) widen();
      if (position === powers.length * stride) powers.push(power);
    },
    at: (index) => powers[index] as Form,
  };
}

/** Powers at a stride that is known beforehand, as when T is. */
export function createFixedStridePowers(start: Form, stride: number): StoredPowers {
  const powers: Form[] = [start];
  return {
    stride,
    get length() {
      return powers.length;
    },
    offer(position, power) {
      if (position === powers.length * stride) powers.push(power);
    },
    at: (index) => powers[index] as Form,
  };
}

/** The same powers seen from x^(2^(stride·first)): what a later segment of a proof starts from. */
export function powersFrom(powers: StoredPowers, first: number): StoredPowers {
  return {
    get stride() {
      return powers.stride;
    },
    get length() {
      return powers.length - first;
    },
    offer: powers.offer,
    at: (index) => powers.at(index + first),
  };
}
