// A set of 32-byte values as a binary tree over their bits, most significant first (consensus 8.5). An inner node has a
// type and a hash over the types and hashes of its children. Two values that share a long prefix would make a chain of
// nodes with one empty side each; such a chain takes the hash of its lower end, so a pair has one hash wherever it stands.

import { concat, sha256, sortedSet, ZERO_32 } from '../bytes.ts';
import { ConsensusError } from '../consensus-error.ts';

export const NodeTag = { EMPTY: 0, LEAF: 1, MIDDLE: 2, CUT: 3 } as const;

export interface Empty {
  readonly tag: typeof NodeTag.EMPTY;
}

export interface Leaf {
  readonly tag: typeof NodeTag.LEAF;
  readonly value: Uint8Array;
}

export interface Middle {
  readonly tag: typeof NodeTag.MIDDLE;
  readonly left: Node;
  readonly right: Node;
  readonly hash: Uint8Array;
  /** Holds exactly two leaves. */
  readonly double: boolean;
}

/** A middle node of which a proof tells the hash alone. */
export interface Cut {
  readonly tag: typeof NodeTag.CUT;
  readonly hash: Uint8Array;
}

export type Node = Empty | Leaf | Middle | Cut;

export const EMPTY: Empty = { tag: NodeTag.EMPTY };

const PREFIX = new Uint8Array(30);

/** Bit of a value, 0 the most significant one of its first byte. */
export function bitAt(value: Uint8Array, depth: number): 0 | 1 {
  return (((value[depth >> 3] as number) >> (7 - (depth & 7))) & 1) as 0 | 1;
}

export function buildTree(values: Iterable<Uint8Array>): Node {
  const sorted = sortedSet(values);
  for (const { length } of sorted) if (length !== 32) throw new ConsensusError('BAD_SET_VALUE', { length });
  return build(sorted, 0);
}

function build(sorted: readonly Uint8Array[], depth: number): Node {
  const [first] = sorted;
  if (first === undefined) return EMPTY;
  if (sorted.length === 1) return { tag: NodeTag.LEAF, value: first };
  const ones = sorted.findIndex((value) => bitAt(value, depth) === 1);
  const split = ones < 0 ? sorted.length : ones;
  return middle(build(sorted.slice(0, split), depth + 1), build(sorted.slice(split), depth + 1));
}

/** Joins two subtrees that together hold at least two leaves. */
export function middle(left: Node, right: Node): Middle {
  const pair = chained(left, right) ?? chained(right, left);
  const twoLeaves = left.tag === NodeTag.LEAF && right.tag === NodeTag.LEAF;
  return {
    tag: NodeTag.MIDDLE,
    left,
    right,
    hash: pair?.hash ?? joined(left, right),
    double: pair !== undefined || twoLeaves,
  };
}

/** The node of two leaves that has nothing beside it. */
function chained(beside: Node, node: Node): Middle | undefined {
  return beside.tag === NodeTag.EMPTY && node.tag === NodeTag.MIDDLE && node.double ? node : undefined;
}

function joined(left: Node, right: Node): Uint8Array {
  return sha256(concat(PREFIX, new Uint8Array([typeOf(left), typeOf(right)]), hashOf(left), hashOf(right)));
}

const typeOf = (node: Node): number => (node.tag === NodeTag.CUT ? NodeTag.MIDDLE : node.tag);

function hashOf(node: Node): Uint8Array {
  if (node.tag === NodeTag.EMPTY) return ZERO_32;
  return node.tag === NodeTag.LEAF ? node.value : node.hash;
}

/** The 32 bytes that stand for the whole set. */
export function rootOf(node: Node): Uint8Array {
  return node.tag === NodeTag.LEAF ? sha256(new Uint8Array([NodeTag.LEAF]), node.value) : hashOf(node);
}
