import { sha256 } from '@noble/hashes/sha2.js';
import { foldProgram, type ProgramFold } from './fold.ts';

const ATOM = Uint8Array.of(1);
const PAIR = Uint8Array.of(2);

/** Tree hash of an atom: SHA-256(01 ‖ bytes). */
export const atomHash = (atom: Uint8Array): Uint8Array => sha256.create().update(ATOM).update(atom).digest();

/** Tree hash of a pair, from those of its values: SHA-256(02 ‖ first ‖ rest). */
export const pairHash = (first: Uint8Array, rest: Uint8Array): Uint8Array =>
  sha256.create().update(PAIR).update(first).update(rest).digest();

const hashFold: ProgramFold<Uint8Array> = { atom: atomHash, pair: pairHash };

/**
 * Tree hash of a serialized program, 32 bytes (consensus 1.3, wallet 2.1). It depends on the tree only, not on how it
 * was serialized. Throws TRUNCATED or TRAILING_BYTES.
 */
export const treeHash = (program: Uint8Array): Uint8Array => foldProgram(program, hashFold);
