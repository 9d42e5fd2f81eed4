import { type ClvmNode, type ClvmPair, isAtom } from '../node.ts';
import { integerOf } from './integers.ts';
import type { Meter } from './meter.ts';
import { Stopped } from './stopped.ts';

/** What a condition says: its opcode and up to two arguments (consensus 8.7 item 4). */
export interface RawCondition {
  readonly opcode: Uint8Array;
  readonly first: ClvmNode;
  /** Absent unless there are exactly two arguments. */
  readonly second: ClvmNode | null;
}

export const invalidCondition = (detail: string): Stopped => new Stopped('INVALID_CONDITION', detail);

const isNil = (node: ClvmNode): boolean => isAtom(node) && node.length === 0;

/** Splits a list; the tail of an improper one counts as its last item. `null` at its end. */
function split(list: ClvmNode): { readonly item: ClvmNode; readonly tail: ClvmNode } | null {
  if (!isAtom(list)) return { item: list.first, tail: list.rest };
  return isNil(list) ? null : { item: list, tail: new Uint8Array() };
}

/** A condition needs at least one argument, known or not. */
export function readCondition(condition: ClvmPair): RawCondition {
  const { first: opcode } = condition;
  if (!isAtom(opcode)) throw invalidCondition('an opcode that is a list');
  const first = split(condition.rest);
  if (first === null) throw invalidCondition('a condition without arguments');
  const second = split(first.tail);
  const exactlyTwo = second !== null && isNil(second.tail);
  return { opcode, first: first.item, second: exactlyTwo ? second.item : null };
}

/** A copy of an argument's bytes: conditions outlive the program that they were part of. */
export function bytesArgument(argument: ClvmNode | null, meter: Meter): Uint8Array {
  if (argument === null) throw invalidCondition('an argument is missing, or there are too many');
  if (!isAtom(argument)) throw invalidCondition('an argument that is a list');
  meter.work(argument.length);
  return argument.slice();
}

export function integerArgument(argument: ClvmNode | null, meter: Meter): bigint {
  return integerOf(bytesArgument(argument, meter));
}
