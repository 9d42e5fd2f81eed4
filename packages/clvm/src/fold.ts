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

/**
 * Folds the program that starts at `offset` from its leaves up, without recursion: programs may be as deep as they are
 * long. `end` is the offset behind it. Throws TRUNCATED.
 */
export function foldProgramAt<T>(bytes: Uint8Array, offset: number, fold: ProgramFold<T>): Folded<T> {
  /** Pairs that wait for a value: `first` is set once it is known and only the rest is wanted. */
  const waiting: { first?: { readonly value: T } }[] = [];
  let at = offset;
  for (;;) {
    const leaf = foldLeaf(bytes, at, fold);
    if (leaf === null) {
      waiting.push({});
      at++;
      continue;
    }
    let { value } = leaf;
    at = leaf.end;
    while (waiting.at(-1)?.first !== undefined) {
      const { first } = waiting.pop() as { first: { readonly value: T } };
      value = fold.pair(first.value, value);
    }
    const innermost = waiting.at(-1);
    if (innermost === undefined) return { value, end: at };
    innermost.first = { value };
  }
}

/** Folds a program that fills `bytes` exactly. Throws TRUNCATED or TRAILING_BYTES. */
export function foldProgram<T>(bytes: Uint8Array, fold: ProgramFold<T>): T {
  const { value, end } = foldProgramAt(bytes, 0, fold);
  if (end !== bytes.length) throw new ClvmError({ code: 'TRAILING_BYTES', offset: end });
  return value;
}
