/** A CLVM value: an atom (bytes, possibly none) or a pair of values. */
export type ClvmNode = Uint8Array | ClvmPair;

export interface ClvmPair {
  readonly first: ClvmNode;
  readonly rest: ClvmNode;
}

/** The empty atom: nil, the end of a list, false, zero. */
export const NIL: Uint8Array = new Uint8Array();

export const isAtom = (node: ClvmNode): node is Uint8Array => node instanceof Uint8Array;

/** A proper list: pairs that end in nil. */
export const listNode = (...items: readonly ClvmNode[]): ClvmNode =>
  items.reduceRight<ClvmNode>((rest, first) => ({ first, rest }), NIL);
