import { atomPrefix } from '../atom-encoding.ts';
import { ClvmError } from '../errors.ts';
import { foldProgram } from '../fold.ts';
import type { ClvmNode } from '../node.ts';
import { Stopped } from './stopped.ts';

export interface ReadProgram {
  /** Its atoms are views of the bytes that were read. */
  readonly node: ClvmNode;
  /** Bytes of the program when it is written again, in the shortest form of the beta. */
  readonly size: number;
}

/** The tree of a serialized generator. Bytes that are no program stop the run with INVALID_COIN_SOLUTION. */
export function readGenerator(bytes: Uint8Array): ReadProgram {
  let size = 0;
  try {
    const node = foldProgram<ClvmNode>(bytes, {
      atom(atom) {
        size += atomPrefix(atom, 'beta18').length + atom.length;
        return atom;
      },
      pair(first, rest) {
        size += 1;
        return { first, rest };
      },
    });
    return { node, size };
  } catch (error) {
    if (error instanceof ClvmError) throw new Stopped('INVALID_COIN_SOLUTION', error.message);
    throw error;
  }
}
