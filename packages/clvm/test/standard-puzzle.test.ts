import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  atomProgram,
  CONDITIONS_PUZZLE_MOD,
  calculateSyntheticOffset,
  calculateSyntheticPublicKey,
  DEFAULT_HIDDEN_PUZZLE_HASH,
  DELEGATED_PUZZLE_MOD_BETA18,
  type G1Arithmetic,
  STANDARD_PUZZLE_MOD,
  standardPuzzle,
  standardPuzzleForKey,
  standardPuzzleHash,
  treeHash,
} from '../src/index.ts';

const GROUP_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const publicKeys = fc.uint8Array({ minLength: 48, maxLength: 48 });

/** A toy group that tells which sums were asked for; the real one is tested with the key chain. */
const g1: G1Arithmetic = {
  multiplyG1Generator: (scalar) => Uint8Array.of(...scalar, ...new Uint8Array(16)),
  addPublicKeys: (keys) => {
    const sum = new Uint8Array(48);
    for (const key of keys) key.forEach((byte, at) => (sum[at] = ((sum[at] ?? 0) + byte) % 256));
    return sum;
  },
};

test.each([
  ['the standard puzzle', STANDARD_PUZZLE_MOD, 'e9aaa49f45bad5c889b86ee3341550c155cfdd10c3a6757de618d20612fffd52'],
  ['that of the beta', DELEGATED_PUZZLE_MOD_BETA18, '9a31a2fb6047a09e0dfb6f8dd93ee4e3298d3c7ee5e13edb1409164f189edced'],
  ['p2_conditions', CONDITIONS_PUZZLE_MOD, '1c77d7d5efde60a7a1d2d27db6d746bc8e568aea1ef8586ca967a0d60b83cc36'],
])('%s has its published hash', (_name, mod, hash) => {
  expect(hexOf(treeHash(mod))).toBe(hash);
});

describe('the standard puzzle', () => {
  test('holds the key and has the hash that is calculated without it', () => {
    fc.assert(
      fc.property(publicKeys, fc.constantFrom('mainnet' as const, 'beta18' as const), (publicKey, coinRules) => {
        const puzzle = standardPuzzleForKey(publicKey, coinRules, g1);
        const key = coinRules === 'beta18' ? publicKey : calculateSyntheticPublicKey(publicKey, g1);
        expect(hexOf(puzzle)).toContain(hexOf(atomProgram(key)));
        expect(standardPuzzleHash(publicKey, coinRules, g1)).toEqual(treeHash(puzzle));
      }),
    );
  });

  test('takes 291 bytes', () => {
    expect(standardPuzzle(new Uint8Array(48))).toHaveLength(291);
  });

  test.each([0, 47, 49])('needs a key of 48 bytes, not %i', (size) => {
    const key = new Uint8Array(size);
    const error = expect.objectContaining({ code: 'KEY_SIZE' });
    expect(() => standardPuzzle(key)).toThrow(error);
    expect(() => standardPuzzleHash(key, 'mainnet', g1)).toThrow(error);
    expect(() => standardPuzzleHash(key, 'beta18', g1)).toThrow(error);
    expect(() => calculateSyntheticOffset(key)).toThrow(error);
  });
});

test('the offset of a synthetic key is a signed digest modulo the group order', () => {
  fc.assert(
    fc.property(publicKeys, (publicKey) => {
      const digest = createHash('sha256').update(publicKey).update(DEFAULT_HIDDEN_PUZZLE_HASH).digest('hex');
      const signed = BigInt.asIntN(256, BigInt(`0x${digest}`));
      const offset = BigInt(`0x${hexOf(calculateSyntheticOffset(publicKey))}`);
      expect(offset < GROUP_ORDER).toBe(true);
      expect((signed - offset) % GROUP_ORDER).toBe(0n);
    }),
  );
});
