import { expect, test } from '@jest/globals';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { compose, deserializeForm, inverse, serializePair, square, squareTimes } from '@salvia/proof-of-time';
import { z } from 'zod';
import { readVector } from '../../src/index.ts';
import { bytes, count, formOf, groupOf, integer, numbered, readCases, today } from './values.ts';

const pair = z.tuple([integer, integer]);

export function squarings(file: string): void {
  const step = z.strictObject({ i: count, a: integer, b: integer, c: integer });
  const product = z.tuple([integer, integer, integer]);
  const { cases, products } = z
    .strictObject({
      cases: z.array(z.strictObject({ seed: bytes, bits: z.int(), abs_d: integer, steps: z.array(step) })),
      products: z.array(z.strictObject({ abs_d: integer, f: pair, g: pair, product, f_times_inverse: pair })),
    })
    .parse(readVector(`vdf/${file}`));

  test.each(numbered(cases))('squarings of case %i', (_, { seed, bits, abs_d, steps }) => {
    expect(today.createDiscriminant(seed, bits)).toBe(-abs_d);
    const group = groupOf(abs_d);
    let form = group.initial;
    let position = 0;
    for (const { i, a, b, c } of steps) {
      form = squareTimes(group, form, i - position);
      position = i;
      expect(form).toEqual({ a, b, c });
    }
  });

  test.each(numbered(products))('product %i', (_, { abs_d, f, g, product, f_times_inverse }) => {
    const group = groupOf(abs_d);
    const form = formOf(group, f);
    const [a, b, c] = product;
    expect(compose(group, form, formOf(group, g))).toEqual({ a, b, c });
    expect(compose(group, form, inverse(form))).toEqual(formOf(group, f_times_inverse));
  });
}

export function serializations(file: string): void {
  const shape = z.strictObject({
    bits: z.int(),
    abs_d: integer,
    note: z.string(),
    a: integer,
    b: integer,
    plain_euclid_same: z.boolean(),
    bytes,
  });
  const { cases } = z
    .strictObject({ cases: z.array(shape), sampled_forms: count, sampled_forms_where_plain_euclid_differs: count })
    .parse(readVector(`vdf/${file}`));

  test.each(cases)('$bits bits: $note', ({ bits, abs_d, a, b, bytes }) => {
    const group = groupOf(abs_d);
    const form = formOf(group, [a, b]);
    expect(group.bits).toBe(bits);
    expect(bytesToHex(serializePair(a, b, bits) ?? new Uint8Array(0))).toBe(bytesToHex(bytes));
    expect(deserializeForm(group, bytes, { strict: true })).toEqual(form);
  });
}

export function formChains(file: string): void {
  const digests = z.record(z.string().regex(/^[1-9][0-9]*$/), bytes);
  const shape = z.strictObject({
    seed: bytes,
    bits: z.int(),
    start: z.literal('generator'),
    sha256_of_serialized_squarings_1_to: digests,
    plain_euclid_differs_in: count,
  });

  test.each(numbered(readCases(file, shape)))('chain %i', (_, one) => {
    const group = today.group(one.seed, one.bits);
    const ends = new Map(Object.entries(one.sha256_of_serialized_squarings_1_to).map(([n, hash]) => [Number(n), hash]));
    const running = sha256.create();
    let form = group.initial;
    for (let i = 1; i <= Math.max(...ends.keys()); i++) {
      form = square(group, form);
      running.update(today.serialize(group, form));
      const expected = ends.get(i);
      if (expected !== undefined) expect(bytesToHex(running.clone().digest())).toBe(bytesToHex(expected));
    }
  });
}

export function decodings(file: string): void {
  const shape = z.strictObject({
    abs_d: integer,
    note: z.string(),
    strict: z.boolean(),
    bytes,
    form: pair.nullable(),
  });
  test.each(numbered(readCases(file, shape)))('string %i', (_, { abs_d, strict, bytes, form }) => {
    const group = groupOf(abs_d);
    expect(deserializeForm(group, bytes, { strict })).toEqual(form === null ? null : formOf(group, form));
  });
}
