import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConsensusError, decodeFilter, encodeFilter, filterKeys } from '../../src/consensus/index.ts';
import { fill, fromHex, toHex } from './support/hex.ts';

const element = fc.uint8Array({ maxLength: 64 });

/** Why bytes are no filter. */
function reasonOf(bytes: Uint8Array): unknown {
  try {
    decodeFilter(bytes);
  } catch (error) {
    return error instanceof ConsensusError ? error.payload : error;
  }
  return 'accepted';
}

describe('encoding', () => {
  test.each([
    [[], '00'],
    [[fill(1)], '0123c660'],
    [[fill(1), fill(2)], '02478cc8cfa480'],
  ])('of %p', (elements, encoded) => {
    expect(toHex(encodeFilter(elements))).toBe(encoded);
  });

  test('counts duplicates once and ignores the order', () => {
    fc.assert(
      fc.property(fc.array(element), (elements) => {
        expect(encodeFilter([...elements, ...[...elements].reverse()])).toEqual(encodeFilter(elements));
      }),
    );
  });

  test('writes counts from 253 on in three bytes', () => {
    const elements = Array.from({ length: 253 }, (_, i) => Uint8Array.of(i & 0xff, i >> 8));
    expect(toHex(encodeFilter(elements.slice(1)).slice(0, 1))).toBe('fc');
    expect(toHex(encodeFilter(elements).slice(0, 3))).toBe('fdfd00');
    expect(decodeFilter(encodeFilter(elements)).count).toBe(253);
  });
});

describe('decoding', () => {
  test('every element matches', () => {
    fc.assert(
      fc.property(fc.uniqueArray(element, { selector: toHex }), (elements) => {
        const filter = decodeFilter(encodeFilter(elements));
        expect(filter.count).toBe(elements.length);
        expect(elements.filter((one) => !filter.matches(one))).toEqual([]);
        expect(filter.matchesAny(elements)).toBe(elements.length > 0);
      }),
    );
  });

  test('many at a time match as they do one by one', () => {
    fc.assert(
      fc.property(fc.array(element), fc.array(element), fc.array(element), (inside, before, after) => {
        const filter = decodeFilter(encodeFilter(inside));
        const asked = [...before, ...inside, ...after];
        const matching = asked.flatMap((one, index) => (filter.matches(one) ? [index] : []));
        expect(filter.matching(filterKeys(asked))).toEqual(matching);
      }),
    );
  });

  test('hardly anything else does', () => {
    const filter = decodeFilter(encodeFilter(Array.from({ length: 200 }, (_, i) => Uint8Array.of(1, i))));
    const others = Array.from({ length: 5000 }, (_, i) => Uint8Array.of(2, i & 0xff, i >> 8));
    expect(others.filter((other) => filter.matches(other))).toEqual([]);
    expect(filter.matchesAny(others)).toBe(false);
  });

  test('nothing matches an empty filter, nor no bytes at all', () => {
    for (const empty of ['00', '']) expect(decodeFilter(fromHex(empty)).matches(fill(1))).toBe(false);
  });

  test.each([
    ['0123c660', 'accepted'],
    ['01', { reason: 'TRUNCATED' }],
    ['0123c6', { reason: 'TRUNCATED' }],
    ['0123c66000', { reason: 'TRAILING_BYTES' }],
    ['fd010023c660', { reason: 'BAD_COUNT' }],
    ['fe0100000023c660', { reason: 'BAD_COUNT' }],
    ['fe01000002', { reason: 'BAD_COUNT' }],
    ['ffffffffffffffffff', { reason: 'BAD_COUNT' }],
    ['fd01', { reason: 'TRUNCATED' }],
    ['ff000000', { reason: 'TRUNCATED' }],
  ])('of %s: %p', (bytes, reason) => {
    expect(reasonOf(fromHex(bytes))).toEqual(reason);
  });

  test('never fails but with its own code', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const reason = reasonOf(bytes);
        expect(reason === 'accepted' || Object.keys(reason as object)).toEqual(
          reason === 'accepted' ? true : ['reason'],
        );
      }),
    );
  });
});
