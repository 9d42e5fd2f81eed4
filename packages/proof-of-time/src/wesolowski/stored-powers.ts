/**
 * The powers that a prover keeps while it squares.
 *
 * A proof of T iterations is assembled from x^(2^0), x^(2^s), x^(2^2s), … up to T. T is not known while squaring, so keep
 * every power at first (s = 1), and when there are too many drop all but every second or third, and go on with a wider
 * stride. Memory stays bounded, and there are always enough powers for a good choice of digits: strides are products of
 * small factors, so that most digit lengths have a large common divisor with them.
 */
import type { ClassGroup } from '../forms/class-group.ts';
import type { Form } from '../forms/form.ts';
import { createFormStore } from './form-store.ts';

/** Widening factors in turn: strides 1, 2, 4, 12, 24, 120, 240, 480, 1440, … */
const FACTORS = [2, 2, 3, 2, 5];

export interface StoredPowers {
  /** Every `stride`-th power is kept, from the 0th on. */
  readonly stride: number;
  /** How many are kept. */
  readonly length: number;
  /** x^(2^(stride·index)). */
  at(index: number): Form;
}

export interface GrowingPowers extends StoredPowers {
  /** Offers x^(2^position); positions must come one after the other, or at least not skip a multiple of the stride. */
  offer(position: number, power: Form): void;
}

export interface PowersOptions {
  /** Stride to begin with; 1 unless T is known. */
  stride?: number;
  /** Most powers kept at once, at least 16. */
  capacity?: number;
}

export function createStoredPowers(
  group: ClassGroup,
  start: Form,
  { stride: firstStride = 1, capacity = Number.POSITIVE_INFINITY }: PowersOptions = {},
): GrowingPowers {
  const powers = createFormStore(group);
  let stride = firstStride;
  let widenings = 0;
  powers.push(start);
  const widen = () => {
    const factor = FACTORS[widenings++ % FACTORS.length] as number;
    powers.thin(factor);
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
    at: powers.at,
  };
}

/** The same powers seen from x^(2^(stride·first)): what a later segment of a proof starts from. */
export function powersFrom(powers: StoredPowers, first: number): StoredPowers {
  return { stride: powers.stride, length: powers.length - first, at: (index) => powers.at(index + first) };
}
