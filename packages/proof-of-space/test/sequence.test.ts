import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BitWriter, readBits } from '../src/plot-file/bits.ts';
import { encodeSequence, plainSequence, sequenceValue } from '../src/plot-file/sequence.ts';

describe('bit fields', () => {
  test('read back as written', () => {
    const field = fc
      .integer({ min: 0, max: 24 })
      .chain((width) => fc.tuple(fc.constant(width), fc.nat(2 ** width - 1)));
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        const writer = new BitWriter(fields.reduce((bits, [width]) => bits + width, 0));
        for (const [width, value] of fields) writer.push(value, width);
        let at = 0;
        for (const [width, value] of fields) {
          expect(readBits(writer.bytes(), at, width)).toBe(value);
          at += width;
        }
      }),
    );
  });
});

describe('sequences', () => {
  const gaps = (max: number) => fc.array(fc.nat(max), { minLength: 1, maxLength: 100 });

  function ascending(increments: readonly number[]): number[] {
    let sum = 0;
    return increments.map((gap) => (sum += gap));
  }

  test('give back each value, whatever the number of low bits', () => {
    fc.assert(
      fc.property(gaps(2 ** 18), fc.integer({ min: 12, max: 20 }), (increments, lowBits) => {
        const values = ascending(increments);
        const bytes = encodeSequence(values, lowBits);
        values.forEach((value, i) => expect(sequenceValue(bytes, values.length, lowBits, i)).toBe(value));
      }),
    );
  });

  test('without low bits give back all values at once', () => {
    fc.assert(
      fc.property(gaps(20), (increments) => {
        const values = ascending(increments);
        expect([...plainSequence(encodeSequence(values, 0), values.length)]).toEqual(values);
      }),
    );
  });

  test('hold values beyond 32 bits', () => {
    const values = [2 ** 40, 2 ** 40 + 7, 2 ** 41];
    const bytes = encodeSequence(values, 24);
    expect(values.map((_, i) => sequenceValue(bytes, 3, 24, i))).toEqual(values);
  });

  test('say so when they hold fewer values', () => {
    const bytes = encodeSequence([1, 2, 3], 0);
    expect(sequenceValue(bytes, 60, 0, 59)).toBeNaN();
    expect([...plainSequence(bytes, 5)]).toEqual([1, 2, 3, Number.NaN, Number.NaN]);
  });
});
