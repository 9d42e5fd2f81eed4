import { describe, expect, test } from '@jest/globals';
import { decodeFilter, encodeFilter } from '@salvia/blockchain';
import fc from 'fast-check';
import { matchFilter } from '../../src/index.ts';
import { hashOfText } from '../support/blocks.ts';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const hashes = fc.array(hash, { maxLength: 30 });

describe('matching a filter', () => {
  test('finds what a look-up of each element finds, in the order of the lists', () => {
    fc.assert(
      fc.property(hashes, hashes, hashes, fc.nat(), (inside, puzzleHashes, names, place) => {
        const coinNames = [...names.slice(0, place % 5), ...inside, ...names.slice(place % 5)];
        const filter = encodeFilter([...inside, ...puzzleHashes.filter((_hash, index) => index % 3 === 0)]);
        const one = decodeFilter(filter);
        const naive = (list: readonly Uint8Array[]) => list.filter((each) => one.matches(each));
        expect(matchFilter(filter, { puzzleHashes, coinNames })).toEqual({
          puzzleHashes: naive(puzzleHashes),
          coinNames: naive(coinNames),
        });
      }),
    );
  });

  test('finds a false match too, so that it is asked for', () => {
    // Of a million elements some match by chance; each of those must be found by both ways.
    const filter = encodeFilter(Array.from({ length: 400 }, (_each, index) => hashOfText(`in ${index}`)));
    const one = decodeFilter(filter);
    const others = Array.from({ length: 50_000 }, (_each, index) => Uint8Array.of(index, index >> 8, index >> 16));
    expect(matchFilter(filter, { puzzleHashes: others, coinNames: [] }).puzzleHashes).toEqual(
      others.filter((each) => one.matches(each)),
    );
  });

  test('of a list with the same element twice gives both', () => {
    const [a, b] = [hashOfText('a'), hashOfText('b')] as const;
    const filter = encodeFilter([a]);
    expect(matchFilter(filter, { puzzleHashes: [a, b, a], coinNames: [b] })).toEqual({
      puzzleHashes: [a, a],
      coinNames: [],
    });
  });

  test('finds nothing in a filter of nothing', () => {
    const interests = { puzzleHashes: [hashOfText('a')], coinNames: [] };
    for (const empty of [encodeFilter([]), new Uint8Array()])
      expect(matchFilter(empty, interests)).toEqual({ puzzleHashes: [], coinNames: [] });
  });

  test('refuses what is no filter', () => {
    const cut = encodeFilter([hashOfText('a'), hashOfText('b')]).slice(0, -3);
    expect(() => matchFilter(cut, { puzzleHashes: [], coinNames: [] })).toThrow(
      expect.objectContaining({ code: 'BAD_FILTER' }),
    );
  });
});
