import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { appendWords, bigIntToWords, sliceWords, swapBytes, wordsFor, wordsToBigInt } from '../src/words.ts';

const bitString = fc
  .integer({ min: 1, max: 200 })
  .chain((bits) => fc.tuple(fc.constant(bits), fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })));

describe('bit strings in words', () => {
  test('keep the integer they came from', () => {
    fc.assert(
      fc.property(bitString, ([bits, value]) => {
        const words = bigIntToWords(value, bits);
        expect(words.length).toBe(wordsFor(bits));
        expect(wordsToBigInt(words, bits)).toBe(value);
      }),
    );
  });

  test('join and come apart again at any offset', () => {
    fc.assert(
      fc.property(bitString, bitString, ([aBits, a], [bBits, b]) => {
        const joined = new Uint32Array(wordsFor(aBits + bBits) + 1);
        appendWords(joined, 0, bigIntToWords(a, aBits), 0, wordsFor(aBits));
        appendWords(joined, aBits, bigIntToWords(b, bBits), 0, wordsFor(bBits));
        const all = wordsToBigInt(joined.subarray(0, -1), aBits + bBits);
        expect(all).toBe((a << BigInt(bBits)) | b);
        const back = new Uint32Array(wordsFor(bBits));
        sliceWords(joined, aBits, bBits, back, 0);
        expect(back).toEqual(bigIntToWords(b, bBits));
      }),
    );
  });

  test('swap bytes', () => {
    expect(swapBytes(0x01020304) >>> 0).toBe(0x04030201);
    expect(swapBytes(0x800000ff) >>> 0).toBe(0xff000080);
  });
});
