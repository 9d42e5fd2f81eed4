import { NIL } from '../../node.ts';
import { atomOf, sizeOf } from '../integers.ts';
import { evaluationError } from '../stopped.ts';
import { asInteger, BASE_COST, expectCount, integerAt, type Operator, TRUE } from './operator.ts';

/** Per byte of an argument, or per product of two bytes. */
const COST_PER_BYTE = 10;

export const add: Operator = (operands, meter) => {
  meter.charge(BASE_COST);
  let sum = 0n;
  for (const operand of operands) {
    const term = asInteger(operand, meter);
    meter.charge(COST_PER_BYTE * sizeOf(term));
    sum += term;
  }
  return atomOf(sum);
};

/** The first less all others; of nothing it has no result. */
export const subtract: Operator = (operands, meter) => {
  meter.charge(BASE_COST);
  let difference: bigint | undefined;
  for (const operand of operands) {
    const term = asInteger(operand, meter);
    meter.charge(COST_PER_BYTE * sizeOf(term));
    difference = difference === undefined ? term : difference - term;
  }
  if (difference === undefined) throw evaluationError('nothing to subtract from');
  return atomOf(difference);
};

export const multiply: Operator = (operands, meter) => {
  meter.charge(BASE_COST);
  let product = 1n;
  for (const operand of operands) {
    const factor = asInteger(operand, meter);
    const [size, productSize] = [sizeOf(factor), sizeOf(product)];
    meter.charge(COST_PER_BYTE * size * productSize);
    meter.make(size + productSize);
    product *= factor;
  }
  return atomOf(product);
};

/** The pair of quotient and remainder, the quotient rounded down. */
export const divmod: Operator = (operands, meter) => {
  expectCount(operands, 2);
  const dividend = integerAt(operands, 0, meter);
  const divisor = integerAt(operands, 1, meter);
  if (divisor === 0n) throw evaluationError('division by zero');
  meter.charge(BASE_COST + COST_PER_BYTE * (sizeOf(dividend) + sizeOf(divisor)));
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  const roundDown = remainder !== 0n && remainder < 0n !== divisor < 0n;
  return roundDown
    ? { first: atomOf(quotient - 1n), rest: atomOf(remainder + divisor) }
    : { first: atomOf(quotient), rest: atomOf(remainder) };
};

/** Its cost is that of the larger value itself, not of its size (consensus Q12). */
export const greater: Operator = (operands, meter) => {
  expectCount(operands, 2);
  const left = integerAt(operands, 0, meter);
  const right = integerAt(operands, 1, meter);
  meter.chargeValue(BigInt(COST_PER_BYTE) * (left > right ? left : right));
  return left > right ? TRUE : NIL;
};

/** Costs what its argument says, and has no other effect. */
export const softfork: Operator = (operands, meter) => {
  const cost = integerAt(operands, 0, meter);
  if (cost < 1n) throw evaluationError('a cost below one');
  meter.chargeValue(cost);
  return NIL;
};
