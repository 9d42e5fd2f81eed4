import type { Condition } from '../condition.ts';
import { type ClvmNode, isAtom } from '../node.ts';
import { readCondition } from './condition-arguments.ts';
import { type ConditionScope, codeOf } from './condition-codes.ts';
import { Stopped } from './stopped.ts';

/** Work that reading a condition counts as, so that one list may not be read for free without end. */
const CONDITION_WORK = 128;

const sexpError = (detail: string): Stopped => new Stopped('SEXP_ERROR', detail);

/**
 * The conditions of a spend, from the value of its puzzle, with their cost charged (consensus 8.7 items 3 to 6): opcodes
 * by first appearance, those of one opcode in their order. Stops with SEXP_ERROR or INVALID_CONDITION.
 */
export function readConditions(list: ClvmNode, costRatio: number, scope: ConditionScope): readonly Condition[] {
  const byOpcode = new Map<number, Condition[]>();
  let at = list;
  for (; !isAtom(at); at = at.rest) {
    scope.meter.work(CONDITION_WORK);
    if (isAtom(at.first)) throw sexpError('a condition that is an atom');
    const raw = readCondition(at.first);
    const code = codeOf(raw.opcode);
    if (code === undefined) continue;
    scope.meter.charge(costRatio * code.virtualBytes);
    const opcode = raw.opcode[0] ?? 0;
    const same = byOpcode.get(opcode) ?? [];
    same.push(code.read(raw, scope));
    byOpcode.set(opcode, same);
  }
  if (at.length > 0) throw sexpError('the conditions are no list');
  return [...byOpcode.values()].flat();
}
