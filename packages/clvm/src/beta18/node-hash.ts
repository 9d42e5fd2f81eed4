import { type ClvmNode, type ClvmPair, isAtom } from '../node.ts';
import { atomHash, pairHash } from '../tree-hash.ts';

/**
 * Tree hash of a tree, without recursion. `note` is told of every atom and pair before it is hashed; pairs whose hash is
 * `known` are not entered again, which matters where a tree shares its parts.
 */
export function nodeHash(
  root: ClvmNode,
  note: (node: ClvmNode) => void,
  known?: Map<ClvmPair, Uint8Array>,
): Uint8Array {
  /** Nodes to hash; a pair comes back, `entered`, when its two values are hashed. */
  const pending: { readonly node: ClvmNode; readonly entered: boolean }[] = [{ node: root, entered: false }];
  const hashes: Uint8Array[] = [];
  for (let task = pending.pop(); task !== undefined; task = pending.pop()) {
    const { node, entered } = task;
    if (isAtom(node)) {
      note(node);
      hashes.push(atomHash(node));
    } else if (entered) {
      const rest = hashes.pop() as Uint8Array;
      const hash = pairHash(hashes.pop() as Uint8Array, rest);
      known?.set(node, hash);
      hashes.push(hash);
    } else {
      const hash = known?.get(node);
      if (hash === undefined) {
        note(node);
        pending.push(
          { node, entered: true },
          { node: node.rest, entered: false },
          { node: node.first, entered: false },
        );
      } else {
        hashes.push(hash);
      }
    }
  }
  return hashes[0] as Uint8Array;
}
