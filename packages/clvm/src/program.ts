import { concatBytes } from '@noble/hashes/utils.js';
import { atomPrefix, PAIR } from './atom-encoding.ts';
import type { CoinRules } from './coin-rules.ts';
import { foldProgram, foldProgramAt, type ProgramFold } from './fold.ts';
import { join } from './join.ts';
import { type ClvmNode, isAtom } from './node.ts';

const treeFold: ProgramFold<ClvmNode> = {
  atom: (bytes) => Uint8Array.from(bytes),
  pair: (first, rest) => ({ first, rest }),
};

/** The tree of a serialized program that fills `bytes` (consensus 1.3). Throws TRUNCATED or TRAILING_BYTES. */
export const readProgram = (bytes: Uint8Array): ClvmNode => foldProgram(bytes, treeFold);

/** The tree of the program that starts at `offset`, and the offset behind it. Throws TRUNCATED. */
export function readProgramAt(bytes: Uint8Array, offset: number): { readonly node: ClvmNode; readonly end: number } {
  const { value, end } = foldProgramAt(bytes, offset, treeFold);
  return { node: value, end };
}

/** The serialization of a tree, in its shortest form under the coin rules (consensus 1.3). Throws ATOM_TOO_LONG. */
export function writeProgram(node: ClvmNode, coinRules: CoinRules = 'mainnet'): Uint8Array {
  const chunks: Uint8Array[] = [];
  const pending = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isAtom(next)) {
      chunks.push(atomPrefix(next, coinRules), next);
    } else {
      chunks.push(PAIR_BYTES);
      pending.push(next.rest, next.first);
    }
  }
  return join(chunks);
}

const PAIR_BYTES = Uint8Array.of(PAIR);

/** The serialization of an atom by itself. Throws ATOM_TOO_LONG. */
export const atomProgram = (atom: Uint8Array, coinRules: CoinRules = 'mainnet'): Uint8Array =>
  concatBytes(atomPrefix(atom, coinRules), atom);

/** The pair of two serialized programs, serialized. */
export const pairProgram = (first: Uint8Array, rest: Uint8Array): Uint8Array => concatBytes(PAIR_BYTES, first, rest);

/** The proper list of serialized programs, serialized. */
export const listProgram = (...items: readonly Uint8Array[]): Uint8Array =>
  items.reduceRight((rest, first) => pairProgram(first, rest), NIL_PROGRAM);

const NIL_PROGRAM = Uint8Array.of(0x80);
