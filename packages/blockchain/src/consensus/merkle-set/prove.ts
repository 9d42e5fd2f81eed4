import { concat } from '../bytes.ts';
import { bitAt, type Node, NodeTag } from './node.ts';

/**
 * Proof that a value is in the set, or is not: the nodes on the path of its bits in pre-order, and enough of what lies
 * beside the path to compute the root (consensus 8.5).
 */
export function prove(root: Node, value: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  writeOnPath(root, value, 0, parts);
  return concat(...parts);
}

function writeOnPath(node: Node, value: Uint8Array, depth: number, parts: Uint8Array[]): void {
  if (node.tag !== NodeTag.MIDDLE) return writeWhole(node, parts);
  parts.push(tag(NodeTag.MIDDLE));
  const sides = [node.left, node.right] as const;
  const towards = bitAt(value, depth);
  const onPath = sides[towards];
  sides.forEach((side, bit) => {
    if (bit === towards) writeOnPath(side, value, depth + 1, parts);
    else writeBeside(side, onPath.tag === NodeTag.EMPTY, value, depth + 1, parts);
  });
}

/** Beside an empty path a pair is shown in full: its hash does not tell at which depth it stands. */
function writeBeside(node: Node, pathEmpty: boolean, value: Uint8Array, depth: number, parts: Uint8Array[]): void {
  if (node.tag !== NodeTag.MIDDLE) return writeWhole(node, parts);
  if (pathEmpty && node.double) return writeOnPath(node, value, depth, parts);
  parts.push(tag(NodeTag.CUT), node.hash);
}

function writeWhole(node: Exclude<Node, { tag: typeof NodeTag.MIDDLE }>, parts: Uint8Array[]): void {
  parts.push(tag(node.tag));
  if (node.tag === NodeTag.LEAF) parts.push(node.value);
  if (node.tag === NodeTag.CUT) parts.push(node.hash);
}

const tag = (value: number): Uint8Array => new Uint8Array([value]);
