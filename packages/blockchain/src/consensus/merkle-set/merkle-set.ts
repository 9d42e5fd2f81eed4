import { buildTree, rootOf } from './node.ts';
import { prove } from './prove.ts';
import { provesInclusion } from './verify.ts';

export interface MembershipProof {
  readonly included: boolean;
  readonly proof: Uint8Array;
}

/** A set of 32-byte values, committed to by 32 bytes (consensus 8.5). */
export interface MerkleSet {
  readonly root: Uint8Array;
  /** Proof that the value is in the set, or that it is not. */
  prove(value: Uint8Array): MembershipProof;
}

/** Throws BAD_SET_VALUE for a value that is not 32 bytes; duplicates count once. */
export function merkleSet(values: Iterable<Uint8Array>): MerkleSet {
  const tree = buildTree(values);
  const root = rootOf(tree);
  return {
    root,
    prove(value) {
      const proof = prove(tree, value);
      return { included: provesInclusion(root, value, proof), proof };
    },
  };
}

/** Root of the set of these values; 32 zero bytes for none. */
export function merkleRoot(values: Iterable<Uint8Array>): Uint8Array {
  return rootOf(buildTree(values));
}
