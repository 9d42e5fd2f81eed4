import { type ClvmNode, isAtom } from '../../node.ts';
import { integerOf } from '../integers.ts';
import type { Meter } from '../meter.ts';
import { evaluationError } from '../stopped.ts';

/** Applied to evaluated operands; charges its cost, and stops the run where it has no result. */
export type Operator = (operands: readonly ClvmNode[], meter: Meter) => ClvmNode;

/** The atom that answers "yes"; nil answers "no". */
export const TRUE: ClvmNode = Uint8Array.of(1);

/** What most operators on integers, and those on points, cost at least. */
export const BASE_COST = 10;

export function operandAt(operands: readonly ClvmNode[], index: number): ClvmNode {
  const operand = operands[index];
  if (operand === undefined) throw evaluationError(`operand ${index + 1} is missing`);
  return operand;
}

export function asAtom(node: ClvmNode): Uint8Array {
  if (!isAtom(node)) throw evaluationError('a pair where an atom is needed');
  return node;
}

export const atomAt = (operands: readonly ClvmNode[], index: number): Uint8Array => asAtom(operandAt(operands, index));

export function asInteger(node: ClvmNode, meter: Meter): bigint {
  const atom = asAtom(node);
  meter.work(atom.length);
  return integerOf(atom);
}

export const integerAt = (operands: readonly ClvmNode[], index: number, meter: Meter): bigint =>
  asInteger(operandAt(operands, index), meter);

/** Some operators insist on the number of their operands; the others ignore those that they do not look at. */
export function expectCount(operands: readonly ClvmNode[], count: number): void {
  if (operands.length !== count) throw evaluationError(`${operands.length} operands instead of ${count}`);
}
