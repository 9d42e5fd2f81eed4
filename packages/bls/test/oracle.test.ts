import { beforeAll, describe, expect, test } from '@jest/globals';
import loadOracle, { type ModuleInstance } from 'bls-signatures';
import fc from 'fast-check';
import {
  type Bls,
  bls,
  deriveChild,
  deriveChildUnhardened,
  deriveUnhardenedPublic,
  fingerprint,
  keyGen,
} from '../src/index.ts';
import { messages } from './arbitraries.ts';

/** The scheme's first library, compiled to WASM: what it says is right by definition. */
describe('against the library that defined the scheme', () => {
  let oracle: ModuleInstance;
  let subject: Bls;
  beforeAll(async () => {
    oracle = await (loadOracle as unknown as () => Promise<ModuleInstance>)();
    subject = bls();
  });

  const seeds = fc.uint8Array({ minLength: 32, maxLength: 64 });
  const indices = fc.nat(0xffffffff);

  test('keys, children and fingerprints', () => {
    fc.assert(
      fc.property(seeds, indices, (seed, index) => {
        const secretKey = keyGen(seed);
        const { AugSchemeMPL } = oracle;
        const theirs = AugSchemeMPL.key_gen(seed);
        const publicKey = subject.publicKey(secretKey);
        const parent = theirs.get_g1();
        expect(secretKey).toEqual(theirs.serialize());
        expect(publicKey).toEqual(parent.serialize());
        expect(fingerprint(publicKey)).toBe(parent.get_fingerprint() >>> 0);
        expect(deriveChild(secretKey, index)).toEqual(AugSchemeMPL.derive_child_sk(theirs, index).serialize());
        const unhardened = AugSchemeMPL.derive_child_sk_unhardened(theirs, index);
        expect(deriveChildUnhardened(secretKey, index)).toEqual(unhardened.serialize());
        const child = AugSchemeMPL.derive_child_pk_unhardened(parent, index);
        expect(deriveUnhardenedPublic(publicKey, index)).toEqual(child.serialize());
      }),
      { numRuns: 20 },
    );
  });

  test('signatures, for the key itself and for another', () => {
    fc.assert(
      fc.property(seeds, seeds, messages, (seed, otherSeed, message) => {
        const [secretKey, other] = [keyGen(seed), subject.publicKey(keyGen(otherSeed))];
        const { AugSchemeMPL, G1Element, PrivateKey } = oracle;
        const theirs = PrivateKey.from_bytes(secretKey, false);
        expect(subject.sign(secretKey, message)).toEqual(AugSchemeMPL.sign(theirs, message).serialize());
        const prepended = AugSchemeMPL.sign_prepend(theirs, message, G1Element.from_bytes(other));
        expect(subject.sign(secretKey, message, other)).toEqual(prepended.serialize());
      }),
      { numRuns: 20 },
    );
  });

  test('aggregates', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(seeds, messages), { minLength: 1, maxLength: 4 }), fc.boolean(), (pairs, swap) => {
        const { AugSchemeMPL, G1Element, G2Element } = oracle;
        const signatures = pairs.map(([seed, message]) => subject.sign(keyGen(seed), message));
        const whole = subject.aggregate(signatures);
        expect(whole).toEqual(AugSchemeMPL.aggregate(signatures.map((one) => G2Element.from_bytes(one))).serialize());
        const publicKeys = pairs.map(([seed]) => subject.publicKey(keyGen(seed)));
        const texts = pairs.map(([, message]) => message);
        if (swap) texts.reverse();
        const keys = publicKeys.map((key) => G1Element.from_bytes(key));
        const verdict = AugSchemeMPL.aggregate_verify(keys, texts, G2Element.from_bytes(whole));
        expect(subject.aggregateVerify(publicKeys, texts, whole)).toBe(verdict);
      }),
      { numRuns: 20 },
    );
  });
});
