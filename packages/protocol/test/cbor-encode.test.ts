import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { CborValue } from '@salvia/streamable';
import { Decoder, Encoder } from 'cbor-x';
import fc from 'fast-check';
import { decodeCbor, encodeCbor } from '../src/index.ts';
import { expectCode, hex } from './support.ts';

/** What the wire may carry: integers from -2^32 to 2^32 - 1 as numbers, all others as bigints. */
const { value } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: -(2 ** 32), max: 2 ** 32 - 1 }),
    fc.bigInt({ min: 2n ** 32n, max: 2n ** 130n }),
    fc.bigInt({ min: -(2n ** 130n), max: -(2n ** 32n) - 1n }),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)),
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 30 }),
    fc
      .array(fc.tuple(fc.string({ maxLength: 30 }), tie('value')), { maxLength: 30 })
      .map((entries) => new Map(entries)),
  ),
}));

const integers: readonly (readonly [number | bigint, string])[] = [
  [0, '00'],
  [23, '17'],
  [24, '1818'],
  [255, '18ff'],
  [256, '190100'],
  [65_535, '19ffff'],
  [65_536, '1a00010000'],
  [2 ** 32 - 1, '1affffffff'],
  [2 ** 32, '1b0000000100000000'],
  [2n ** 32n, '1b0000000100000000'],
  [2n ** 53n + 1n, '1b0020000000000001'],
  [2n ** 64n - 1n, '1bffffffffffffffff'],
  [2n ** 64n, 'c249010000000000000000'],
  [2n ** 70n, 'c2494000000000000000' + '00'],
  [-1, '20'],
  [-24, '37'],
  [-25, '3818'],
  [-(2n ** 64n), '3bffffffffffffffff'],
  [-(2n ** 64n) - 1n, 'c349010000000000000000'],
];

describe('CBOR', () => {
  test.each(integers)('%s', (integer, hex) => {
    expect(bytesToHex(encodeCbor(integer))).toBe(hex);
  });

  test('heads of every size', () => {
    for (const size of [0, 23, 24, 255, 256, 65_535, 65_536]) {
      const bytes = encodeCbor(new Uint8Array(size));
      expect(decodeCbor(bytes)).toEqual(new Uint8Array(size));
      expect(encodeCbor('é'.repeat(size)).length).toBeGreaterThan(2 * size);
    }
  });

  test('what is read is what was written', () => {
    fc.assert(fc.property(value, (any) => expect(decodeCbor(encodeCbor(any))).toEqual(any)));
  });

  test('other encoders write the same bytes, but for 8 bytes where fewer do', () => {
    const other = new Encoder({ useRecords: false, mapsAsObjects: false, tagUint8Array: false, variableMapSize: true });
    fc.assert(fc.property(value, (any) => expect(bytesToHex(encodeCbor(any))).toBe(bytesToHex(other.encode(any)))));
  });

  test('other decoders read the same values', () => {
    const other = new Decoder({ useRecords: false, mapsAsObjects: false });
    fc.assert(fc.property(value, (any) => expect(other.decode(encodeCbor(any))).toEqual(decodeCbor(encodeCbor(any)))));
  });

  test('bytes that the wire does not carry are refused', () => {
    for (const bytes of [
      'f93c00',
      '1801',
      '5f40ff',
      '00' + '00',
      'c240',
      `c258${'41'}${'01'.repeat(65)}`,
      '8100' + '01',
    ]) {
      expectCode(() => decodeCbor(hex(bytes)), 'MALFORMED_FRAME');
    }
  });

  test('a number that is no integer has no place on the wire', () => {
    for (const number of [0.5, Number.NaN, 2 ** 53]) expect(() => encodeCbor(number)).toThrow(RangeError);
  });
});
