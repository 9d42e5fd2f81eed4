import { locateAtom, PAIR } from '../atom-encoding.ts';
import type { Condition } from '../condition.ts';
import { readArguments } from './arguments.ts';
import { CONDITION_READERS, type ConditionContext, REFUSED_CODES } from './condition-readers.ts';
import { listItems } from './list.ts';
import { Refusal } from './refusal.ts';

/** The code of a condition, and where its arguments start. A code that is not one byte is none that is known. */
function readCode(value: Uint8Array, start: number): { readonly code: number | null; readonly end: number } {
  if (value[start] !== PAIR) throw new Refusal('SEXP_ERROR', 'a condition is not a list');
  if (value[start + 1] === PAIR) throw new Refusal('INVALID_CONDITION', 'a condition does not start with a code');
  const atom = locateAtom(value, start + 1);
  return { code: atom.end - atom.start === 1 ? (value[atom.start] ?? null) : null, end: atom.end };
}

/**
 * Reads the conditions that a puzzle yields (coins.md, Generator 3 and Conditions), each handed to `charge` before
 * the next is read. `strict` refuses conditions that nobody knows. Throws a Refusal.
 */
export function readConditions(
  value: Uint8Array,
  context: ConditionContext,
  strict: boolean,
  charge: (condition: Condition) => void,
): readonly Condition[] {
  const items = listItems(value);
  if (items === null) throw new Refusal('SEXP_ERROR', 'a puzzle yields no list');
  const byCode = new Map<number, Condition[]>();
  for (const start of items) {
    const { code, end } = readCode(value, start);
    const reader = code === null ? undefined : CONDITION_READERS.get(code);
    if (code === null || reader === undefined) {
      if (strict || (code !== null && REFUSED_CODES.has(code))) {
        throw new Refusal('INVALID_CONDITION', `condition ${code ?? 'of several bytes'} is refused`);
      }
      continue;
    }
    const condition = reader(readArguments(value, end), context);
    if (condition === null) continue;
    charge(condition);
    const sameCode = byCode.get(code);
    if (sameCode === undefined) byCode.set(code, [condition]);
    else sameCode.push(condition);
  }
  return [...byCode.values()].flat();
}
