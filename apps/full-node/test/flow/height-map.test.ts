import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHeightMap } from '../../src/flow/bounded-map.ts';

const key = (value: number) => Uint8Array.of(value >> 8, value & 0xff);

describe('a map by height', () => {
  test('drops the lowest entry when it is full', () => {
    const map = createHeightMap<string>(2);
    map.set(key(1), 10, 'a');
    map.set(key(2), 5, 'b');
    map.set(key(3), 7, 'c');
    expect([map.get(key(1)), map.get(key(2)), map.get(key(3))]).toEqual(['a', undefined, 'c']);
  });

  test('prunes below a height, and only there', () => {
    const map = createHeightMap<number>(10);
    for (const height of [1, 2, 3]) map.set(key(height), height, height);
    map.pruneBelow(2);
    expect([map.has(key(1)), map.has(key(2)), map.has(key(3))]).toEqual([false, true, true]);
  });

  test('never holds more than its limit, and always the newest of the greatest height', () => {
    const entry = fc.tuple(fc.nat(500), fc.nat(50));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (entries, limit) => {
        const map = createHeightMap<number>(limit);
        for (const [id, height] of entries) {
          map.set(key(id), height, height);
          expect(map.size).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });
});
