import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Bls, G1_SIZE, G2_SIZE, GROUP_ORDER, g1Identity, g2Identity, keyGen } from '../src/index.ts';
import { few, messages, secretKeys } from './arbitraries.ts';
import { strayG1, strayG2 } from './stray-points.ts';

const secretKeyOf = (scalar: bigint): Uint8Array =>
  Uint8Array.from(Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex'));

const failure = (code: string) => expect.objectContaining({ code });

/** Flips one bit of a copy. */
function damaged(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** What every back end must do; `reference` is another back end, whose bytes must be the same. */
export function blsCompliance(name: string, setup: () => Promise<{ readonly subject: Bls; readonly reference: Bls }>) {
  describe(`the ${name} back end`, () => {
    const alice = keyGen(new Uint8Array(32).fill(1));
    const bob = keyGen(new Uint8Array(32).fill(2));
    const message = Uint8Array.of(7, 8, 9);

    test('makes the same keys and signatures as another back end', async () => {
      const { subject, reference } = await setup();
      fc.assert(
        fc.property(secretKeys, messages, (secretKey, text) => {
          expect(subject.publicKey(secretKey)).toEqual(reference.publicKey(secretKey));
          expect(subject.sign(secretKey, text)).toEqual(reference.sign(secretKey, text));
        }),
        few,
      );
    });

    test('accepts its own signatures, and for that key and message only', async () => {
      const { subject } = await setup();
      fc.assert(
        fc.property(secretKeys, secretKeys, messages, (secretKey, other, text) => {
          const signature = subject.sign(secretKey, text);
          const publicKey = subject.publicKey(secretKey);
          expect(subject.verify(publicKey, text, signature)).toBe(true);
          expect(subject.verify(publicKey, Uint8Array.of(...text, 0), signature)).toBe(false);
          expect(subject.verify(subject.publicKey(other), text, signature)).toBe(false);
        }),
        few,
      );
    });

    test('signs for a sum of keys in shares', async () => {
      const { subject } = await setup();
      fc.assert(
        fc.property(secretKeys, secretKeys, messages, (left, right, text) => {
          const sum = subject.addPublicKeys([subject.publicKey(left), subject.publicKey(right)]);
          const whole = subject.aggregate([subject.sign(left, text, sum), subject.sign(right, text, sum)]);
          expect(subject.publicKey(subject.addSecretKeys([left, right]))).toEqual(sum);
          expect(subject.sign(subject.addSecretKeys([left, right]), text)).toEqual(whole);
          expect(subject.verify(sum, text, whole)).toBe(true);
        }),
        few,
      );
    });

    test('verifies aggregates in any order and refuses one that lacks a part', async () => {
      const { subject } = await setup();
      const keys = [alice, bob, bob];
      const texts = [message, message, new Uint8Array(500)];
      const publicKeys = keys.map(subject.publicKey);
      const parts = keys.map((key, at) => subject.sign(key, texts[at] ?? message));
      const whole = subject.aggregate(parts);
      expect(subject.aggregateVerify(publicKeys, texts, whole)).toBe(true);
      expect(subject.aggregateVerify(publicKeys.toReversed(), texts.toReversed(), whole)).toBe(true);
      expect(subject.aggregateVerify(publicKeys, texts.toReversed(), whole)).toBe(false);
      expect(subject.aggregateVerify(publicKeys.slice(1), texts.slice(1), whole)).toBe(false);
      expect(subject.aggregateVerify(publicKeys, texts.slice(1), whole)).toBe(false);
      expect(subject.aggregateVerify(publicKeys, texts, subject.aggregate(parts.slice(1)))).toBe(false);
    });

    test('hashes a message of a megabyte', async () => {
      const { subject, reference } = await setup();
      const long = new Uint8Array(1 << 20).fill(0xa5);
      const signature = reference.sign(alice, long);
      expect(subject.sign(alice, long)).toEqual(signature);
      expect(subject.verify(subject.publicKey(alice), long, signature)).toBe(true);
    });

    test('treats the identity as a valid element that signs nothing', async () => {
      const { subject } = await setup();
      const zero = new Uint8Array(32);
      const publicKey = subject.publicKey(alice);
      const signature = subject.sign(alice, message);
      expect(subject.publicKey(zero)).toEqual(g1Identity());
      expect(subject.sign(zero, message)).toEqual(g2Identity());
      expect(subject.isValidG1(g1Identity())).toBe(true);
      expect(subject.isValidG2(g2Identity())).toBe(true);
      expect(subject.verify(g1Identity(), message, g2Identity())).toBe(false);
      expect(subject.verify(publicKey, message, g2Identity())).toBe(false);
      expect(subject.aggregateVerify([publicKey, g1Identity()], [message, message], signature)).toBe(false);
      expect(subject.aggregateVerify([], [], g2Identity())).toBe(true);
      expect(subject.aggregateVerify([], [], signature)).toBe(false);
      expect(subject.aggregate([])).toEqual(g2Identity());
      expect(subject.addPublicKeys([])).toEqual(g1Identity());
      expect(subject.aggregate([signature, g2Identity()])).toEqual(signature);
      expect(subject.addPublicKeys([g1Identity(), publicKey])).toEqual(publicKey);
    });

    test('adds a point and its opposite to the identity', async () => {
      const { subject } = await setup();
      const opposite = secretKeyOf(GROUP_ORDER - BigInt(`0x${Buffer.from(alice).toString('hex')}`));
      const keys = [alice, opposite];
      const prefix = subject.publicKey(bob);
      expect(subject.addPublicKeys(keys.map(subject.publicKey))).toEqual(g1Identity());
      expect(subject.aggregate(keys.map((key) => subject.sign(key, message, prefix)))).toEqual(g2Identity());
      expect(subject.addSecretKeys(keys)).toEqual(new Uint8Array(32));
    });

    test('judges points as another back end does', async () => {
      const { subject, reference } = await setup();
      fc.assert(
        fc.property(fc.uint8Array({ minLength: G1_SIZE, maxLength: G1_SIZE }), fc.boolean(), (bytes, shape) => {
          if (shape) bytes[0] = 0x80 | ((bytes[0] ?? 0) & 0x2f);
          expect(subject.isValidG1(bytes)).toBe(reference.isValidG1(bytes));
        }),
      );
      fc.assert(
        fc.property(fc.uint8Array({ minLength: G2_SIZE, maxLength: G2_SIZE }), fc.boolean(), (bytes, shape) => {
          if (shape) bytes[0] = 0x80 | ((bytes[0] ?? 0) & 0x2f);
          expect(subject.isValidG2(bytes)).toBe(reference.isValidG2(bytes));
        }),
      );
    });

    test.each<[string, (point: Uint8Array) => Uint8Array]>([
      ['one byte short', (point) => point.subarray(1)],
      ['one byte long', (point) => Uint8Array.of(...point, 0)],
      ['empty', () => new Uint8Array()],
      ['without the compression flag', (point) => Uint8Array.of((point[0] ?? 0) & 0x7f, ...point.subarray(1))],
      ['an infinity with a sign', (point) => Uint8Array.of(0xe0, ...new Uint8Array(point.length - 1))],
      ['an infinity with a rest', (point) => Uint8Array.of(0xc0, ...new Uint8Array(point.length - 2), 1)],
      ['a point with the infinity flag', (point) => Uint8Array.of((point[0] ?? 0) | 0x40, ...point.subarray(1))],
      ['a coordinate above the field', (point) => Uint8Array.of(0x9f, ...new Uint8Array(point.length - 1).fill(0xff))],
    ])('refuses a point that is %s', async (_case, spoil) => {
      const { subject } = await setup();
      const publicKey = subject.publicKey(alice);
      const signature = subject.sign(alice, message);
      const badKey = spoil(publicKey);
      const badSignature = spoil(signature);
      expect(subject.isValidG1(publicKey)).toBe(true);
      expect(subject.isValidG1(badKey)).toBe(false);
      expect(subject.isValidG2(signature)).toBe(true);
      expect(subject.isValidG2(badSignature)).toBe(false);
      expect(() => subject.verify(badKey, message, signature)).toThrow(failure('PUBLIC_KEY_INVALID'));
      expect(() => subject.verify(publicKey, message, badSignature)).toThrow(failure('SIGNATURE_INVALID'));
      expect(() => subject.addPublicKeys([publicKey, badKey])).toThrow(failure('PUBLIC_KEY_INVALID'));
      expect(() => subject.aggregate([signature, badSignature])).toThrow(failure('SIGNATURE_INVALID'));
      expect(() => subject.aggregateVerify([], [], badSignature)).toThrow(failure('SIGNATURE_INVALID'));
      expect(() => subject.aggregateVerify([badKey], [], signature)).toThrow(failure('PUBLIC_KEY_INVALID'));
      expect(() => subject.sign(alice, message, badKey)).toThrow(failure('PUBLIC_KEY_INVALID'));
    });

    test('refuses points of the curve outside the subgroup wherever they turn up', async () => {
      const { subject } = await setup();
      const publicKey = subject.publicKey(alice);
      const signature = subject.sign(alice, message);
      expect(subject.isValidG1(strayG1())).toBe(false);
      expect(subject.isValidG2(strayG2())).toBe(false);
      expect(() => subject.verify(strayG1(), message, signature)).toThrow(failure('PUBLIC_KEY_INVALID'));
      expect(() => subject.verify(publicKey, message, strayG2())).toThrow(failure('SIGNATURE_INVALID'));
      expect(() => subject.addPublicKeys([strayG1()])).toThrow(failure('PUBLIC_KEY_INVALID'));
      expect(() => subject.addPublicKeys([publicKey, strayG1()])).toThrow(failure('PUBLIC_KEY_INVALID'));
      expect(() => subject.aggregate([strayG2()])).toThrow(failure('SIGNATURE_INVALID'));
      expect(() => subject.aggregate([signature, strayG2()])).toThrow(failure('SIGNATURE_INVALID'));
    });

    test('refuses coordinates that no point of the curve has', async () => {
      const { subject, reference } = await setup();
      for (let at = 40; at < 48; at++) {
        const badKey = damaged(subject.publicKey(alice), at);
        const badSignature = damaged(subject.sign(alice, message), at);
        expect(subject.isValidG1(badKey)).toBe(reference.isValidG1(badKey));
        expect(subject.isValidG2(badSignature)).toBe(reference.isValidG2(badSignature));
        expect(subject.isValidG1(badKey) || subject.isValidG2(badSignature)).toBe(false);
      }
    });

    test('refuses secret keys from the group order on, and of another length', async () => {
      const { subject } = await setup();
      expect(subject.publicKey(secretKeyOf(GROUP_ORDER - 1n))).toHaveLength(G1_SIZE);
      for (const bad of [secretKeyOf(GROUP_ORDER), alice.subarray(1), Uint8Array.of(0, ...alice)]) {
        expect(() => subject.publicKey(bad)).toThrow(failure('SECRET_KEY_INVALID'));
        expect(() => subject.sign(bad, message)).toThrow(failure('SECRET_KEY_INVALID'));
        expect(() => subject.sign(bad, message, subject.publicKey(alice))).toThrow(failure('SECRET_KEY_INVALID'));
        expect(() => subject.addSecretKeys([alice, bad])).toThrow(failure('SECRET_KEY_INVALID'));
        expect(() => subject.multiplyG1Generator(bad)).toThrow(failure('SECRET_KEY_INVALID'));
      }
    });
  });
}
