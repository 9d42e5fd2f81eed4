import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import { bls, fingerprint } from '@salvia/bls';
import { treeHash } from '@salvia/clvm';
import { masterKeyOf, syntheticPublicKey, walletKey } from '@salvia/keychain';
import { createKeyRing } from '../src/index.ts';

const master = masterKeyOf(`${'abandon '.repeat(23)}art`);

describe.each(['mainnet', 'beta18'] as const)('a key ring under the rules %s', (coinRules) => {
  const ring = createKeyRing(master, coinRules);

  test('knows its master key', () => {
    expect(ring.masterPublicKey).toEqual(bls().publicKey(master));
    expect(ring.fingerprint).toBe(fingerprint(bls().publicKey(master)));
  });

  test.each([0, 1, 2, 0xffffffff])('derives key %i, its puzzle, and what signs for it', (index) => {
    const { publicKey, puzzleHash } = ring.key(index);
    const spendKey = ring.spendKey(index);
    expect(publicKey).toEqual(bls().publicKey(walletKey(master, index)));
    expect(puzzleHash).toEqual(treeHash(spendKey.puzzle));
    expect(spendKey.publicKey).toEqual(coinRules === 'mainnet' ? syntheticPublicKey(publicKey) : publicKey);
    expect(bls().publicKey(spendKey.secretKey)).toEqual(spendKey.publicKey);
    expect(bytesToHex(spendKey.puzzle)).toContain(bytesToHex(spendKey.publicKey));
  });

  test('derives each once', () => {
    expect(ring.key(5)).toBe(ring.key(5));
    expect(ring.spendKey(5)).toBe(ring.spendKey(5));
  });

  test.each([-1, 2 ** 32, 0.5])('has no key %d', (index) => {
    expect(() => ring.key(index)).toThrow(expect.objectContaining({ code: 'INDEX_OUT_OF_RANGE' }));
  });
});
