import { atomPrefix } from '../atom-encoding.ts';
import { ClvmError } from '../errors.ts';
import { foldProgram } from '../fold.ts';
import type { ClvmNode } from '../node.ts';
import { Stopped } from './stopped.ts';

export interface ReadProgram {
  /** Its larger atoms are views of the bytes that were read. */
  readonly node: ClvmNode;
  /** Bytes of the program when it is written again, in the shortest form of the beta. */
  readonly size: number;
}

/** A subtree, with its number if it is one that is shared. */
interface Part {
  readonly node: ClvmNode;
  readonly number: number | null;
}

/** Numbers of two parts make one key, exactly, while there are fewer than this. */
const MOST_SHARED = 2 ** 23;
const EMPTY = 256;

/**
 * Puts trees together so that those of small atoms only (none or one byte) exist once: the puzzles of a block are one
 * another's copies but for keys, and are hashed as one where they are the same object.
 */
class SharedTrees {
  readonly #pairs = new Map<number, Part>();
  readonly #atoms: Part[] = [];
  #size = 0;
  #count = EMPTY + 1;

  /** Bytes that all atoms and pairs so far take when they are written. */
  get size(): number {
    return this.#size;
  }

  atom(bytes: Uint8Array): Part {
    this.#size += atomPrefix(bytes, 'beta18').length + bytes.length;
    if (bytes.length > 1) return { node: bytes, number: null };
    const number = bytes[0] ?? EMPTY;
    return (this.#atoms[number] ??= { node: bytes, number });
  }

  pair(first: Part, rest: Part): Part {
    this.#size += 1;
    const node = { first: first.node, rest: rest.node };
    if (first.number === null || rest.number === null || this.#count === MOST_SHARED) return { node, number: null };
    const key = first.number * MOST_SHARED + rest.number;
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const part = { node, number: this.#count++ };
    this.#pairs.set(key, part);
    return part;
  }
}

/** The tree of a serialized generator. Bytes that are no program stop the run with INVALID_COIN_SOLUTION. */
export function readGenerator(bytes: Uint8Array): ReadProgram {
  const trees = new SharedTrees();
  try {
    const { node } = foldProgram<Part>(bytes, trees);
    return { node, size: trees.size };
  } catch (error) {
    if (error instanceof ClvmError) throw new Stopped('INVALID_COIN_SOLUTION', error.message);
    throw error;
  }
}
