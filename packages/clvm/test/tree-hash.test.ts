import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type ClvmNode,
  curriedTreeHash,
  curriedTreeHashBeta18,
  curry,
  curryBeta18,
  isAtom,
  readProgram,
  treeHash,
  writeProgram,
} from '../src/index.ts';
import { nodes } from './arbitraries.ts';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const failure = (code: string) => expect.objectContaining({ code });

/** The definition, recursively. */
function hashByDefinition(node: ClvmNode): Buffer {
  const hash = createHash('sha256');
  if (isAtom(node)) return hash.update(Uint8Array.of(1)).update(node).digest();
  return hash
    .update(Uint8Array.of(2))
    .update(hashByDefinition(node.first))
    .update(hashByDefinition(node.rest))
    .digest();
}

describe('the tree hash', () => {
  test.each([
    ['80', '4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a'],
    ['01', '9dcf97a184f32623d11a73124ceb99a5709b083721e878a16d78f596718ba7b2'],
    ['ff01ff0280', '47b84b887e3aa3adaabc104120d0c2d617b5e0c8d569932b5292a8ec359d0c28'],
  ])('of %s', (program, hash) => {
    expect(hexOf(treeHash(Buffer.from(program, 'hex')))).toBe(hash);
  });

  test('follows the definition, however the tree is serialized', () => {
    fc.assert(
      fc.property(nodes, (node) => {
        expect(hexOf(treeHash(writeProgram(node)))).toBe(hexOf(hashByDefinition(node)));
        expect(treeHash(writeProgram(node, 'beta18'))).toEqual(treeHash(writeProgram(node)));
      }),
    );
  });

  test('needs exactly one program', () => {
    expect(() => treeHash(Uint8Array.of(0xff, 1))).toThrow(failure('TRUNCATED'));
    expect(() => treeHash(Uint8Array.of(1, 1))).toThrow(failure('TRAILING_BYTES'));
  });

  test('of a hundred thousand levels needs no recursion', () => {
    const depth = 100_000;
    const left = new Uint8Array(2 * depth + 1).fill(0xff, 0, depth).fill(1, depth);
    let hash = createHash('sha256').update(Uint8Array.of(1, 1)).digest();
    const leaf = hash;
    for (let level = 0; level < depth; level++) {
      hash = createHash('sha256').update(Uint8Array.of(2)).update(hash).update(leaf).digest();
    }
    expect(hexOf(treeHash(left))).toBe(hexOf(hash));
  });
});

describe('currying', () => {
  const trees = fc.array(nodes, { maxLength: 4 });

  test.each([
    ['today', curry, 'ff02ffff0111ffff04ffff0122ffff04ffff0133ff01808080'],
    ['in the beta', curryBeta18, 'ffff05ffff01ff1180ffff05ffff01ff2280ffff05ffff01ff3380ff0180808080'],
  ] as const)('binds two arguments, %s', (_when, bind, expected) => {
    expect(hexOf(bind(Uint8Array.of(0x11), Uint8Array.of(0x22), Uint8Array.of(0x33)))).toBe(expected);
  });

  test('gives well-formed programs, whose hash needs no program', () => {
    fc.assert(
      fc.property(nodes, trees, (mod, args) => {
        const programs = args.map((arg) => writeProgram(arg));
        const today = curry(writeProgram(mod), ...programs);
        const beta = curryBeta18(writeProgram(mod), ...programs);
        expect(writeProgram(readProgram(today))).toEqual(today);
        expect(writeProgram(readProgram(beta))).toEqual(beta);
        const modHash = treeHash(writeProgram(mod));
        const argHashes = programs.map(treeHash);
        expect(curriedTreeHash(modHash, ...argHashes)).toEqual(treeHash(today));
        expect(curriedTreeHashBeta18(modHash, ...argHashes)).toEqual(treeHash(beta));
      }),
      { numRuns: 50 },
    );
  });
});
