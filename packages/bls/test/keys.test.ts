import { createHash, hkdfSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addSecretKeys,
  bls,
  deriveChild,
  deriveChildUnhardened,
  derivePath,
  deriveUnhardenedPublic,
  fingerprint,
  GROUP_ORDER,
  isValidSecretKey,
  keyGen,
  reduceToSecretKey,
} from '../src/index.ts';
import { few, secretKeys } from './arbitraries.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const order = Uint8Array.from(Buffer.from(GROUP_ORDER.toString(16), 'hex'));
const failure = (code: string) => expect.objectContaining({ code });

describe('key generation', () => {
  test('is that of the early draft, with the salt unhashed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 64 }), (seed) => {
        const input = Buffer.concat([seed, Buffer.of(0)]);
        const output = Buffer.from(hkdfSync('sha256', input, 'BLS-SIG-KEYGEN-SALT-', Buffer.of(0, 48), 48));
        expect(BigInt(`0x${hex(keyGen(seed))}`)).toBe(BigInt(`0x${hex(output)}`) % GROUP_ORDER);
      }),
    );
  });

  test('refuses a seed of less than 32 bytes', () => {
    expect(() => keyGen(new Uint8Array(31))).toThrow(failure('SEED_TOO_SHORT'));
    expect(isValidSecretKey(keyGen(new Uint8Array(32)))).toBe(true);
  });

  test('depends on every byte of the seed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 64 }), fc.nat(), (seed, position) => {
        const other = Uint8Array.from(seed);
        const at = position % seed.length;
        other[at] = (other[at] ?? 0) ^ 0x10;
        expect(keyGen(other)).not.toEqual(keyGen(seed));
      }),
    );
  });
});

describe('child keys', () => {
  test('follow a path step by step', () => {
    fc.assert(
      fc.property(secretKeys, fc.array(fc.nat(0xffffffff), { maxLength: 3 }), (key, path) => {
        let child = key;
        for (const index of path) child = deriveChild(child, index);
        expect(derivePath(key, path)).toEqual(child);
      }),
      few,
    );
  });

  test('unhardened: the child of the public key is the public key of the child', () => {
    fc.assert(
      fc.property(secretKeys, fc.nat(0xffffffff), (key, index) => {
        const child = deriveChildUnhardened(key, index);
        expect(deriveUnhardenedPublic(bls().publicKey(key), index)).toEqual(bls().publicKey(child));
      }),
      few,
    );
  });

  test.each([-1, 0x100000000, 1.5, Number.NaN])('index %p is refused', (index) => {
    const key = keyGen(new Uint8Array(32));
    expect(() => deriveChild(key, index)).toThrow(failure('INDEX_OUT_OF_RANGE'));
    expect(() => deriveChildUnhardened(key, index)).toThrow(failure('INDEX_OUT_OF_RANGE'));
    expect(() => deriveUnhardenedPublic(bls().publicKey(key), index)).toThrow(failure('INDEX_OUT_OF_RANGE'));
  });

  test('a parent that is no secret key is refused', () => {
    expect(() => deriveChild(order, 0)).toThrow(failure('SECRET_KEY_INVALID'));
    expect(() => deriveChildUnhardened(order, 0)).toThrow(failure('SECRET_KEY_INVALID'));
  });
});

describe('scalars', () => {
  test('a sum of secret keys stays below the group order', () => {
    fc.assert(
      fc.property(fc.array(secretKeys, { maxLength: 5 }), (keys) => {
        const sum = keys.reduce((total, key) => total + BigInt(`0x${hex(key)}`), 0n) % GROUP_ORDER;
        expect(BigInt(`0x${hex(addSecretKeys(keys))}`)).toBe(sum);
      }),
    );
  });

  test('reduction keeps what is below the order and refuses to make a zero', () => {
    const zero = new Uint8Array(32);
    expect(reduceToSecretKey(zero)).toEqual(zero);
    expect(() => reduceToSecretKey(order)).toThrow(failure('SECRET_KEY_INVALID'));
    expect(() => reduceToSecretKey(new Uint8Array(31))).toThrow(failure('SECRET_KEY_INVALID'));
    fc.assert(fc.property(secretKeys, (key) => expect(reduceToSecretKey(key)).toEqual(key)));
    const next = Uint8Array.from(order);
    next[31] = (next[31] ?? 0) + 4;
    expect(hex(reduceToSecretKey(next))).toBe('04'.padStart(64, '0'));
  });
});

test('a fingerprint is the start of the hash of the key', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 48, maxLength: 48 }), (publicKey) => {
      expect(fingerprint(publicKey)).toBe(createHash('sha256').update(publicKey).digest().readUInt32BE());
    }),
  );
});
