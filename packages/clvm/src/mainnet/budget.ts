import type { Condition } from '../condition.ts';
import { Refusal } from './refusal.ts';

const COST_PER_BYTE = 12_000n;
const COST_PER_SIGNATURE = 1_200_000n;
const COST_PER_COIN = 1_800_000n;

/**
 * Bytes of a value per byte that the whole budget pays for as a program: four. A program of a few bytes can yield a
 * value that repeats itself astronomically; reading it has no cost of its own, so all values of a run together are
 * limited to what several blocks could hold in writing.
 */
const VALUE_BYTES_PER_PROGRAM_BYTE = 4;
/** What the interpreter can be told. */
const MAX_VALUE_BYTES = 2 ** 32 - 1;

/** What is left of the cost that a generator and its puzzles may have. */
export interface Budget {
  /** Throws a Refusal with BLOCK_COST_EXCEEDS_MAX. */
  charge(cost: bigint): void;
  chargeBytes(count: number): void;
  chargeCondition(condition: Condition): void;
  left(): bigint;
  spent(): bigint;
  /** Bytes that further values may take. */
  valueBytesLeft(): number;
  takeValueBytes(count: number): void;
}

export function createBudget(maxCost: bigint): Budget {
  let left = maxCost;
  let valueBytes = Math.min(Number(maxCost / COST_PER_BYTE) * VALUE_BYTES_PER_PROGRAM_BYTE, MAX_VALUE_BYTES);
  const charge = (cost: bigint): void => {
    left -= cost;
    if (left < 0n) throw new Refusal('BLOCK_COST_EXCEEDS_MAX', `the cost exceeds ${maxCost}`);
  };
  return {
    charge,
    chargeBytes: (count) => charge(COST_PER_BYTE * BigInt(count)),
    chargeCondition(condition) {
      if (condition.kind === 'signature') charge(COST_PER_SIGNATURE);
      else if (condition.kind === 'createCoin') charge(COST_PER_COIN);
    },
    left: () => left,
    spent: () => maxCost - left,
    valueBytesLeft: () => valueBytes,
    takeValueBytes(count) {
      valueBytes -= count;
    },
  };
}
