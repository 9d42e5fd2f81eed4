import { locateAtom, PAIR } from './atom-encoding.ts';
import { ClvmError } from './errors.ts';

/** What becomes of each atom and of each pair, given what became of its two values. */
export interface ProgramFold<T> {
  atom(bytes: Uint8Array): T;
  pair(first: T, rest: T): T;
}

/**
 * Folds the program that starts at `offset` from its leaves up, without recursion: programs may be as deep as they are
 * long. `end` is the offset behind it. Throws TRUNCATED.
 */
export function foldProgramAt<T>(
  bytes: Uint8Array,
  offset: number,
  fold: ProgramFold<T>,
): { readonly value: T; readonly end: number } {
  /** Pairs that wait for a value: `first` is set once it is known and only the rest is wanted. */
  const waiting: { first?: { readonly value: T } }[] = [];
  let at = offset;
  for (;;) {
    if (bytes[at] === PAIR) {
      waiting.push({});
      at++;
      continue;
    }
    const { start, end } = locateAtom(bytes, at);
    at = end;
    let value = fold.atom(bytes.subarray(start, end));
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
