import { describe, expect, test } from '@jest/globals';
import type { MempoolItem } from '../../src/mempool/item.ts';
import { OldItems } from '../../src/mempool/old-items.ts';

const MIB = 2 ** 20;

/** As much of an item as is looked at here. */
const item = (key: string, size = 100) => ({ key, size }) as MempoolItem;
const keysOf = (old: OldItems) => old.items().map(({ key }) => key);

describe('items of tips that are gone', () => {
  test('are kept for as long as a network may be apart, each once and in order of height', () => {
    const old = new OldItems();
    for (let height = 1; height <= 150; height++) old.add(height, [item(`${height}`), item(`${height + 1}`)]);
    expect(keysOf(old)).toEqual(Array.from({ length: 151 }, (_, at) => `${at + 1}`));
  });

  test('are kept for 200 heights at most, the last used ones', () => {
    const old = new OldItems();
    for (let height = 1; height <= 250; height++) old.add(height, [item(`${height}`)]);
    expect(keysOf(old)).toEqual(Array.from({ length: 200 }, (_, at) => `${at + 51}`));
    old.add(51, [item('again')]);
    old.add(251, []);
    expect(keysOf(old).slice(0, 3)).toEqual(['51', 'again', '53']);
  });

  test('make room above 32 MiB, but those of the last ten heights stay whatever their size', () => {
    const old = new OldItems();
    for (let height = 1; height <= 40; height++) old.add(height, [item(`${height}`, MIB)]);
    expect(keysOf(old)).toEqual(Array.from({ length: 32 }, (_, at) => `${at + 9}`));
    for (let height = 41; height <= 60; height++) old.add(height, [item(`${height}`, 20 * MIB)]);
    expect(keysOf(old)).toEqual(Array.from({ length: 10 }, (_, at) => `${at + 51}`));
  });
});
