import fc from 'fast-check';
import type { ClvmNode } from '../src/index.ts';

const atoms = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 2 }) },
  { weight: 4, arbitrary: fc.uint8Array({ maxLength: 70 }) },
  fc.integer({ min: 0x1ffe, max: 0x2001 }).map((length) => new Uint8Array(length).fill(0xa5)),
);

const { tree } = fc.letrec<{ tree: ClvmNode }>((tie) => ({
  tree: fc.oneof({ maxDepth: 6, withCrossShrink: true }, atoms, fc.record({ first: tie('tree'), rest: tie('tree') })),
}));

/** Trees of atoms, sizes around the edges of the length prefixes included. */
export const nodes: fc.Arbitrary<ClvmNode> = tree;
