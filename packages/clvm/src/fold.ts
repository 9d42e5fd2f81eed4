import { locateAtom, PAIR } from './atom-encoding.ts';
import { ClvmError } from './errors.ts';

/** What became of a program, and the offset behind it. */
interface Folded<T> {
  readonly value: T;
  readonly end: number;
}

/** What becomes of each atom and of each pair, given what became of its two values. */
export interface ProgramFold<T> {
  atom(bytes: Uint8Array): T;
  pair(first: T, rest: T): T;
  /** What becomes of the pair that starts at `offset`, where that is known without looking into it, and its end. */
  known?(bytes: Uint8Array, offset: number): Folded<T> | null;
}

/** The value that starts at `offset`, if it is an atom or a pair that is known; else a pair to be looked into: `null`. */
function foldLeaf<T>(bytes: Uint8Array, offset: number, fold: ProgramFold<T>): Folded<T> | null {
  if (bytes[offset] === PAIR) return fold.known?.(bytes, offset) ?? null;
  const { start, end } = locateAtom(bytes, offset);
  return { value: fold.atom(bytes.subarray(start, end)), end };
}

/** Stands for the first value of a pair while that is not known. */
const UNKNOWN = Symbol('unknown');

/**
 * Folds the program that starts at `offset` from its leaves up, without recursion: programs may be as deep as they are
 * long. `end` is the offset behind it. Throws TRUNCATED.
 */
export function foldProgramAt<T>(bytes: Uint8Array, offset: number, fold: ProgramFold<T>): Folded<T> {
  /** The first values of the pairs that are not complete, the innermost last. */
  const firsts: (T | typeof UNKNOWN)[] = [];
  let at = offset;
  for (;;) {
    const leaf = foldLeaf(bytes, at, fold);
    if (leaf === null) {
      firsts.push(UNKNOWN);
      at++;
      continue;
    }
    let { value } = leaf;
    at = leaf.end;
    for (;;) {
      if (firsts.length === 0) return { value, end: at };
      const first = firsts[firsts.length - 1] as T | typeof UNKNOWN;
      if (first === UNKNOWN) break;
      firsts.length--;
      value = fold.pair(first, value);
    }
    firsts[firsts.length - 1] = value;
  }
}

/** Folds a program that fills `bytes` exactly. Throws TRUNCATED or TRAILING_BYTES. */
export function foldProgram<T>(bytes: Uint8Array, fold: ProgramFold<T>): T {
  const { value, end } = foldProgramAt(bytes, 0, fold);
  if (end !== bytes.length) throw new ClvmError({ code: 'TRAILING_BYTES', offset: end });
  return value;
}
