import { describe, expect, test } from '@jest/globals';
import { bls, derivePath, fingerprint } from '@salvia/bls';
import { treeHash } from '@salvia/clvm';
import fc from 'fast-check';
import {
  backupKey,
  encodeAddress,
  farmerKey,
  localKey,
  masterKeyOf,
  poolKey,
  standardPuzzleForKey,
  standardPuzzleHash,
  syntheticPublicKey,
  syntheticSecretKey,
  walletKey,
} from '../src/index.ts';
import { coinRules, few, secretKeys } from './arbitraries.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('each use has its path', () => {
  fc.assert(
    fc.property(secretKeys, fc.nat(0xffffffff), (master, index) => {
      expect(farmerKey(master)).toEqual(derivePath(master, [12381, 8444, 0, 0]));
      expect(poolKey(master)).toEqual(derivePath(master, [12381, 8444, 1, 0]));
      expect(walletKey(master, index)).toEqual(derivePath(master, [12381, 8444, 2, index]));
      expect(localKey(master)).toEqual(derivePath(master, [12381, 8444, 3, 0]));
      expect(backupKey(master)).toEqual(derivePath(master, [12381, 8444, 4, 0]));
    }),
    few,
  );
});

describe('the worked example of the wallet specification', () => {
  const master = masterKeyOf(`${'abandon '.repeat(23)}art`);
  const publicKeys = [0, 1].map((index) => bls().publicKey(walletKey(master, index)));
  const [first, second] = publicKeys as [Uint8Array, Uint8Array];

  test('keys', () => {
    expect(fingerprint(bls().publicKey(master))).toBe(1532878573);
    expect(hex(walletKey(master, 0))).toBe('396f349c02ae3deeb5e09bae286295e7cb8ca51fb31556d462a7c6c876934292');
    expect(hex(first)).toBe(
      '8cf9590585eafc287497b15ec7e32e0e5bdcb27a0eef799b66ba685898514976a1933f2e03efeeca81064983a1372d68',
    );
  });

  test('synthetic keys, one digest with its top bit set and one without', () => {
    expect(hex(syntheticPublicKey(first))).toBe(
      'ad2abf356f2360aac5d6134e2c4b86d4c0b71c7b34d6585ff55b305d0ba9081baad3c55fef66aa15c3f41ac1e7da90b1',
    );
    expect(hex(syntheticPublicKey(second))).toBe(
      'a5fa214c8220dc4fcf9cfa25d058182c26981cae5222f73a37e211c4064435562c404e2ab9bc11ed19619a20a516e058',
    );
    expect(hex(syntheticSecretKey(walletKey(master, 0)))).toBe(
      '08aa3c25c98829bfaec2cd482b91caeb0e7079149f2c0bdcddcff8a8fa2e0414',
    );
  });

  test.each([
    ['mainnet', 'txch1wcdmmzw29gf2fj2s7xjvdhup8qjzterjy82ns6wvazprjdn46p7sdz8065'],
    ['beta18', 'txch1ekscwnnd8dknr96xknhp563cc4r97f604uncjampp7pfmevt5gxqd6988h'],
  ] as const)('the first address under the rules %s', (rules, address) => {
    expect(encodeAddress(standardPuzzleHash(first, rules), 'txch', rules)).toBe(address);
  });
});

test('the synthetic secret key is that of the synthetic public key, for any hidden puzzle', () => {
  const hidden = fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 }), { nil: undefined });
  fc.assert(
    fc.property(secretKeys, hidden, (secretKey, hiddenPuzzleHash) => {
      const synthetic = syntheticPublicKey(bls().publicKey(secretKey), hiddenPuzzleHash);
      expect(bls().publicKey(syntheticSecretKey(secretKey, hiddenPuzzleHash))).toEqual(synthetic);
    }),
    few,
  );
});

test('coins go where the standard puzzle hashes to', () => {
  fc.assert(
    fc.property(secretKeys, coinRules, (secretKey, rules) => {
      const publicKey = bls().publicKey(secretKey);
      expect(treeHash(standardPuzzleForKey(publicKey, rules))).toEqual(standardPuzzleHash(publicKey, rules));
    }),
    few,
  );
});
