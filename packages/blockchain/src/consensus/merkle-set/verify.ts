import { compareBytes, equalBytes } from '../bytes.ts';
import { bitAt, EMPTY, middle, type Node, NodeTag, rootOf } from './node.ts';

const BITS = 256;

/** Whether `proof` shows that the set with this root holds the 32-byte value. Malformed proofs show nothing. */
export function provesInclusion(root: Uint8Array, value: Uint8Array, proof: Uint8Array): boolean {
  return membership(root, value, proof) === true;
}

/** Whether `proof` shows that the set with this root does not hold the 32-byte value. Malformed proofs show nothing. */
export function provesExclusion(root: Uint8Array, value: Uint8Array, proof: Uint8Array): boolean {
  return membership(root, value, proof) === false;
}

/** What a proof says of a value; `undefined` if it is malformed, of another set, or does not reach the value. */
function membership(root: Uint8Array, value: Uint8Array, proof: Uint8Array): boolean | undefined {
  if (value.length !== 32) return undefined;
  const read = readNode(proof, 0, []);
  if (read === undefined || read.end !== proof.length || !equalBytes(rootOf(read.node), root)) return undefined;
  return contains(read.node, value);
}

function contains(root: Node, value: Uint8Array): boolean | undefined {
  let node = root;
  for (let depth = 0; node.tag === NodeTag.MIDDLE; depth++) node = bitAt(value, depth) === 0 ? node.left : node.right;
  if (node.tag === NodeTag.CUT) return undefined;
  return node.tag === NodeTag.LEAF && equalBytes(node.value, value);
}

interface Read {
  readonly node: Node;
  readonly end: number;
}

function readNode(proof: Uint8Array, at: number, path: readonly number[]): Read | undefined {
  const tag = proof[at];
  if (tag === NodeTag.EMPTY) return { node: EMPTY, end: at + 1 };
  if (tag === NodeTag.MIDDLE) return readMiddle(proof, at + 1, path);
  const end = at + 33;
  if ((tag !== NodeTag.LEAF && tag !== NodeTag.CUT) || end > proof.length) return undefined;
  const bytes = proof.slice(at + 1, end);
  if (tag === NodeTag.CUT) return { node: { tag, hash: bytes }, end };
  return path.every((bit, depth) => bitAt(bytes, depth) === bit) ? { node: { tag, value: bytes }, end } : undefined;
}

function readMiddle(proof: Uint8Array, at: number, path: readonly number[]): Read | undefined {
  if (path.length >= BITS) return undefined;
  const left = readNode(proof, at, [...path, 0]);
  const right = left && readNode(proof, left.end, [...path, 1]);
  if (left === undefined || right === undefined || !mayJoin(left.node, right.node)) return undefined;
  return { node: middle(left.node, right.node), end: right.end };
}

/** A middle node holds at least two leaves, and two leaves stand in order. */
function mayJoin(left: Node, right: Node): boolean {
  if (left.tag === NodeTag.LEAF && right.tag === NodeTag.LEAF) return compareBytes(left.value, right.value) < 0;
  const few = (node: Node): boolean => node.tag === NodeTag.EMPTY || node.tag === NodeTag.LEAF;
  return !(few(left) && few(right));
}
