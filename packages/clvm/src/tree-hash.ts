import { sha256 } from '@noble/hashes/sha2.js';
import { foldProgram, type ProgramFold } from './fold.ts';
import { STANDARD_PUZZLE_MOD } from './puzzles.ts';

const ATOM = Uint8Array.of(1);
const PAIR = Uint8Array.of(2);

const hashAtom = (atom: Uint8Array): Uint8Array => sha256.create().update(ATOM).update(atom).digest();

/** Hashes of nil and of the atoms of one byte, most of what programs are made of: by byte, nil behind them. */
const shortAtoms: Uint8Array[] = [];
const NIL_AT = 0x100;

/** Tree hash of an atom: SHA-256(01 ‖ bytes). */
export function atomHash(atom: Uint8Array): Uint8Array {
  if (atom.length > 1) return hashAtom(atom);
  const hash = (shortAtoms[atom[0] ?? NIL_AT] ??= hashAtom(atom));
  // Callers may do with their hash as they like.
  return hash.slice();
}

/** Tree hash of a pair, from those of its values: SHA-256(02 ‖ first ‖ rest). */
export const pairHash = (first: Uint8Array, rest: Uint8Array): Uint8Array =>
  sha256.create().update(PAIR).update(first).update(rest).digest();

const plainFold: ProgramFold<Uint8Array> = { atom: atomHash, pair: pairHash };

/** Tree hash of the standard puzzle before currying. */
export const STANDARD_PUZZLE_MOD_HASH: Uint8Array = foldProgram(STANDARD_PUZZLE_MOD, plainFold);

function startsWith(bytes: Uint8Array, offset: number, start: Uint8Array): boolean {
  for (let at = 0; at < start.length; at++) if (bytes[offset + at] !== start[at]) return false;
  return true;
}

/** The standard puzzle is recognised: nearly every spend reveals it, and nine tenths of the hashing would be for it. */
const hashFold: ProgramFold<Uint8Array> = {
  ...plainFold,
  known: (bytes, offset) =>
    startsWith(bytes, offset, STANDARD_PUZZLE_MOD)
      ? { value: STANDARD_PUZZLE_MOD_HASH.slice(), end: offset + STANDARD_PUZZLE_MOD.length }
      : null,
};

/**
 * Tree hash of a serialized program, 32 bytes (consensus 1.3, wallet 2.1). It depends on the tree only, not on how it
 * was serialized. Throws TRUNCATED or TRAILING_BYTES.
 */
export const treeHash = (program: Uint8Array): Uint8Array => foldProgram(program, hashFold);
