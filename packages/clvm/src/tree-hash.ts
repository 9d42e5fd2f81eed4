import { sha256 } from '@noble/hashes/sha2.js';
import { foldProgram } from './fold.ts';
import { HashStack } from './hash-stack.ts';
import { STANDARD_PUZZLE_MOD } from './puzzles.ts';

const ATOM = Uint8Array.of(1);
const PAIR = Uint8Array.of(2);

const hashAtom = (atom: Uint8Array): Uint8Array => sha256.create().update(ATOM).update(atom).digest();

/** Hashes of nil and of the atoms of one byte, most of what programs are made of: by byte, nil behind them. */
const shortAtoms: Uint8Array[] = [];
const NIL_AT = 0x100;

const sharedHash = (atom: Uint8Array): Uint8Array =>
  atom.length > 1 ? hashAtom(atom) : (shortAtoms[atom[0] ?? NIL_AT] ??= hashAtom(atom));

/** Tree hash of an atom: SHA-256(01 ‖ bytes). Callers may do with it as they like. */
export const atomHash = (atom: Uint8Array): Uint8Array => (atom.length > 1 ? hashAtom(atom) : sharedHash(atom).slice());

/** Tree hash of a pair, from those of its values: SHA-256(02 ‖ first ‖ rest). */
export const pairHash = (first: Uint8Array, rest: Uint8Array): Uint8Array =>
  sha256.create().update(PAIR).update(first).update(rest).digest();

/** Tree hash of the standard puzzle before currying. */
export const STANDARD_PUZZLE_MOD_HASH: Uint8Array = foldProgram(STANDARD_PUZZLE_MOD, {
  atom: atomHash,
  pair: pairHash,
});

function startsWith(bytes: Uint8Array, offset: number, start: Uint8Array): boolean {
  for (let at = 0; at < start.length; at++) if (bytes[offset + at] !== start[at]) return false;
  return true;
}

/**
 * Tree hash of a serialized program, 32 bytes (consensus 1.3, wallet 2.1). It depends on the tree only, not on how it
 * was serialized. The standard puzzle is recognised: nearly every spend reveals it, and nine tenths of the hashing would
 * be for it. Throws TRUNCATED or TRAILING_BYTES.
 */
export function treeHash(program: Uint8Array): Uint8Array {
  const hashes = new HashStack();
  foldProgram<undefined>(program, {
    atom: (atom) => void hashes.push(sharedHash(atom)),
    pair: () => void hashes.pair(),
    known: (bytes, offset) => {
      if (!startsWith(bytes, offset, STANDARD_PUZZLE_MOD)) return null;
      hashes.push(STANDARD_PUZZLE_MOD_HASH);
      return { value: undefined, end: offset + STANDARD_PUZZLE_MOD.length };
    },
  });
  return hashes.pop();
}
