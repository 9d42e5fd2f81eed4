import { atomOf, bitsOf, sizeOf, unsignedOf } from '../integers.ts';
import type { Meter } from '../meter.ts';
import { asInteger, atomAt, BASE_COST, expectCount, integerAt, type Operator } from './operator.ts';

const COST_PER_BYTE = 2;

/** Combines all arguments, from the left; each step costs what its result takes. */
const fold =
  (start: bigint, combine: (left: bigint, right: bigint) => bigint): Operator =>
  (operands, meter) => {
    meter.charge(BASE_COST);
    let result = start;
    for (const operand of operands) {
      result = combine(result, asInteger(operand, meter));
      meter.charge(COST_PER_BYTE * sizeOf(result));
    }
    return atomOf(result);
  };

export const and: Operator = fold(-1n, (left, right) => left & right);
export const or: Operator = fold(0n, (left, right) => left | right);
export const xor: Operator = fold(0n, (left, right) => left ^ right);

export const not: Operator = (operands, meter) => {
  expectCount(operands, 1);
  const result = ~integerAt(operands, 0, meter);
  meter.charge(COST_PER_BYTE * sizeOf(result));
  return atomOf(result);
};

/** To the left by a count that is not negative. The count is only bounded by the cost, so that is charged first. */
function shiftLeft(value: bigint, count: bigint, meter: Meter): bigint {
  if (value === 0n) return 0n;
  const size = (BigInt(bitsOf(value)) + count + 7n) / 8n;
  meter.chargeValue(BigInt(COST_PER_BYTE) * size);
  meter.make(Number(size));
  return value << count;
}

function shiftRight(value: bigint, count: bigint, meter: Meter): bigint {
  const result = value >> count;
  meter.charge(COST_PER_BYTE * sizeOf(result));
  return result;
}

function shift(value: bigint, count: bigint, meter: Meter): Uint8Array {
  meter.charge(BASE_COST + COST_PER_BYTE * sizeOf(value));
  return atomOf(count < 0n ? shiftRight(value, -count, meter) : shiftLeft(value, count, meter));
}

/** Shifts to the left, or by a negative count to the right, keeping the sign. */
export const arithmeticShift: Operator = (operands, meter) => {
  expectCount(operands, 2);
  return shift(integerAt(operands, 0, meter), integerAt(operands, 1, meter), meter);
};

/** The same on the magnitude that the bytes spell. */
export const logicalShift: Operator = (operands, meter) => {
  expectCount(operands, 2);
  const atom = atomAt(operands, 0);
  meter.work(atom.length);
  return shift(unsignedOf(atom), integerAt(operands, 1, meter), meter);
};
