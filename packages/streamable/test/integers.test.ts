import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import {
  type AnyCodec,
  int8,
  int16,
  int32,
  int64,
  int512,
  uint8,
  uint16,
  uint32,
  uint64,
  uint128,
} from '../src/index.ts';
import { expectCode, hex } from './support.ts';

const small = [
  [uint8, 1, 0, 0xff],
  [uint16, 2, 0, 0xffff],
  [uint32, 4, 0, 0xffff_ffff],
  [int8, 1, -0x80, 0x7f],
  [int16, 2, -0x8000, 0x7fff],
  [int32, 4, -0x8000_0000, 0x7fff_ffff],
] as const;

const big = [
  [uint64, 8, 0n, 2n ** 64n - 1n],
  [int64, 8, -(2n ** 63n), 2n ** 63n - 1n],
  [uint128, 16, 0n, 2n ** 128n - 1n],
  [int512, 65, -(2n ** 512n), 2n ** 512n - 1n],
] as const;

const all = [...small, ...big].map(
  ([codec, size, min, max]) => [codec.name, codec as AnyCodec, size, min as bigint, max as bigint] as const,
);

describe.each(all)('%s', (_name, codec, size, min, max) => {
  const one = typeof min === 'bigint' ? 1n : 1;
  const beyond = [max + (one as bigint), min - (one as bigint)];
  const values: fc.Arbitrary<unknown> =
    typeof min === 'bigint' ? fc.bigInt({ min, max }) : fc.integer({ min: Number(min), max: Number(max) });

  test('has its size', () => {
    expect([codec.minSize, codec.maxSize, codec.encode(max).length]).toEqual([size, size, size]);
  });

  test('reads what it writes, in every view', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(codec.decode(codec.encode(value))).toBe(value);
        expect(codec.fromCbor(codec.toCbor(value))).toBe(value);
        expect(codec.fromJson(codec.toJson(value))).toBe(value);
      }),
    );
  });

  test('keeps the order of values in the order of bytes of one sign', () => {
    const nonNegative = values.filter((value) => (value as bigint) >= 0);
    fc.assert(
      fc.property(nonNegative, nonNegative, (a, b) => {
        const [left, right] = [bytesToHex(codec.encode(a)), bytesToHex(codec.encode(b))];
        expect(left < right).toBe((a as bigint) < (b as bigint));
      }),
    );
  });

  test.each(beyond)('refuses %s everywhere', (value) => {
    expectCode(() => codec.encode(value), 'OUT_OF_RANGE');
    expectCode(() => codec.toCbor(value), 'OUT_OF_RANGE');
    expectCode(() => codec.fromCbor(value), 'OUT_OF_RANGE');
    expectCode(() => codec.fromJson(String(value)), 'OUT_OF_RANGE');
  });

  test('refuses one byte less and one byte more', () => {
    const bytes = codec.encode(max);
    expectCode(() => codec.decode(bytes.subarray(1)), 'TRUNCATED');
    expectCode(() => codec.decode(Uint8Array.of(...bytes, 0)), 'TRAILING_BYTES');
  });

  test.each(['5', null, true, 1.5, Number.NaN, hex('05'), [5]])('does not take %p for an integer', (value) => {
    expectCode(() => codec.fromCbor(value), 'BAD_SHAPE');
    expectCode(() => codec.encode(value), 'BAD_SHAPE');
  });

  test.each(['', '0x05', '1.0', ' 5', '5n', null, true, []])('does not read the JSON %p', (value) => {
    expectCode(() => codec.fromJson(value), 'BAD_SHAPE');
  });

  test('reads JSON numbers and decimal text', () => {
    expect(codec.fromJson(5)).toEqual(codec.fromJson('5'));
  });
});

test('the spare byte of an int512 may only extend the sign', () => {
  // 2^512 - 1 and -2^512 are the limits; one more bit of magnitude is out of range.
  expect(int512.decode(hex(`00${'ff'.repeat(64)}`))).toBe(2n ** 512n - 1n);
  expect(int512.decode(hex(`ff${'00'.repeat(64)}`))).toBe(-(2n ** 512n));
  expectCode(() => int512.decode(hex(`01${'00'.repeat(64)}`)), 'OUT_OF_RANGE');
  expectCode(() => int512.decode(hex(`fe${'ff'.repeat(64)}`)), 'OUT_OF_RANGE');
});

describe('in CBOR', () => {
  test.each([
    [0n, 0],
    [2n ** 32n - 1n, 2 ** 32 - 1],
    [2n ** 32n, 2n ** 32n],
    [2n ** 64n, 2n ** 64n],
  ])('%d is %p', (value, cbor) => {
    expect(uint128.toCbor(value)).toBe(cbor);
  });
});
