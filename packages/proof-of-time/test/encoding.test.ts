import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { partialGcdOnWords } from '../src/encoding/word-gcd.ts';
import {
  classGroup,
  deserializeForm,
  deserializeSignedPair,
  serializePair,
  serializeSignedPair,
  square,
} from '../src/index.ts';
import { challengeOf, chiavdf, formIn, groups } from './support.ts';

describe.each(groups)('the bytes of forms at $bits bits', (group) => {
  const { bits } = group;

  test('100 bytes come back as the same form, and are the only ones for it in strict mode', () => {
    fc.assert(
      fc.property(formIn(group), fc.nat(99), fc.integer({ min: 1, max: 255 }), (form, at, change) => {
        const bytes = serializePair(form.a, form.b, bits) as Uint8Array;
        expect(bytes).toHaveLength(100);
        expect(deserializeForm(group, bytes, { strict: true })).toEqual(form);
        const other = Uint8Array.from(bytes);
        other[at] = (other[at] as number) ^ change;
        const special = (other[0] as number) >= 4;
        if (!special) expect(deserializeForm(group, other, { strict: true })).not.toEqual(form);
      }),
    );
  });

  test('a ‖ b comes back as the same form', () => {
    fc.assert(
      fc.property(formIn(group), (form) => {
        const bytes = serializeSignedPair(form, bits);
        expect(bytes).toHaveLength(2 * ((bits + 16) >> 4));
        expect(deserializeSignedPair(group, bytes)).toEqual(form);
      }),
    );
  });

  test('any bytes decode to a form of the group or to nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 98, maxLength: 102 }), (bytes) => {
        const form = deserializeForm(group, bytes);
        if (form !== null) expect(form.b ** 2n - 4n * form.a * form.c).toBe(group.discriminant);
        if (bytes.length !== 100) expect(form).toBeNull();
      }),
    );
  });
});

describe('the partial gcd of the serialization', () => {
  /** The textbook's multiplier: Euclid's algorithm until the remainder is at most the square root. */
  function textbookMultiplier(a: bigint, b: bigint): bigint {
    let [r2, r1, u2, u1] = [a, b < 0n ? -b : b, 0n, 1n];
    while (r1 * r1 > a) {
      const q = r2 / r1;
      [r2, r1, u2, u1] = [r1, r2 - q * r1, u1, u2 - q * u1];
    }
    return u1;
  }

  test('goes one step further than the textbook for one of these 500 forms', () => {
    const group = chiavdf.group(challengeOf('one step further 10'), 1016);
    const differing: number[] = [];
    let form = group.initial;
    for (let i = 1; i <= 500; i++) {
      form = square(group, form);
      if (partialGcdOnWords(form.a, form.b) !== textbookMultiplier(form.a, form.b)) differing.push(i);
    }
    expect(differing).toEqual([461]);
  });

  test('gives a short multiplier with a short product', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 512n }), fc.bigInt({ min: 0n, max: 2n ** 512n }), (a, b) => {
        const t = partialGcdOnWords(a, b % a);
        const rest = (((t * b) % a) + a) % a;
        const size = rest < a - rest ? rest : a - rest;
        expect(size * size <= a).toBe(true);
        expect(t * t <= 4n * a).toBe(true);
      }),
    );
  });
});

test('the two special elements have strings of their own', () => {
  const group = classGroup(-239n);
  expect(serializePair(1n, 1n, 8)?.[0]).toBe(4);
  expect(serializePair(2n, 1n, 8)?.[0]).toBe(8);
  expect(deserializeForm(group, new Uint8Array(100).fill(0xff))).toEqual(group.initial);
});
