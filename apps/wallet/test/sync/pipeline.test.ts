import { expect, test } from '@jest/globals';
import { pipeline } from '../../src/sync/pipeline.ts';

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}

test('results come in order, however long each takes', async () => {
  const turns = [3, 0, 2, 1];
  const make = async (count: number) => {
    for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
    return count;
  };
  expect(await all(pipeline(turns, () => 4, make))).toEqual(turns);
});

test('no more are under way than the width allows, and no less', async () => {
  let underWay = 0;
  let most = 0;
  const make = async (item: number) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    return item;
  };
  await all(
    pipeline(
      Array.from({ length: 20 }, (_, index) => index),
      () => 3,
      make,
    ),
  );
  expect(most).toBe(3);
});

test('a failure is thrown in its place, after what came before', async () => {
  const make = async (item: number) => {
    if (item >= 2) throw new Error(`item ${item}`);
    return item;
  };
  const seen: number[] = [];
  const run = async () => {
    for await (const value of pipeline([0, 1, 2, 3], () => 4, make)) seen.push(value);
  };
  await expect(run()).rejects.toThrow('item 2');
  expect(seen).toEqual([0, 1]);
});
