import { describe, expect, test } from '@jest/globals';
import { BoundedCache } from '../../src/chain/bounded-cache.ts';
import { Listeners } from '../../src/chain/listeners.ts';
import { Mutex } from '../../src/chain/mutex.ts';

describe('a bounded cache', () => {
  test('forgets what was not asked for the longest', () => {
    const cache = new BoundedCache<string, number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    expect(cache.get('a')).toBe(1);
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  });

  test('keeps many light values or few heavy ones, and none that is too heavy by itself', () => {
    const cache = new BoundedCache<string, number>(10, (value) => value);
    for (const key of ['a', 'b', 'c', 'd', 'e']) cache.set(key, 2);
    expect(cache.get('a')).toBe(2);
    cache.set('f', 5);
    expect(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => cache.get(key))).toEqual([
      2,
      undefined,
      undefined,
      undefined,
      2,
      5,
    ]);
    cache.set('g', 11);
    expect(['a', 'e', 'f', 'g'].map((key) => cache.get(key))).toEqual([undefined, undefined, undefined, undefined]);
    expect(cache.getOr('h', () => 11)).toBe(11);
  });

  test('makes what is missing once, and keeps nothing of what cannot be made', () => {
    const cache = new BoundedCache<string, number>(2);
    expect(cache.getOr('a', () => undefined)).toBeUndefined();
    expect(cache.getOr('a', () => 5)).toBe(5);
    expect(cache.getOr('a', () => 6)).toBe(5);
  });
});

describe('a mutex', () => {
  test('runs one after the other, in order, and survives failures', async () => {
    const mutex = new Mutex();
    const log: string[] = [];
    const work = (name: string, fails: boolean) => async () => {
      log.push(`${name} begins`);
      await new Promise(setImmediate);
      log.push(`${name} ends`);
      if (fails) throw new RangeError(name);
      return name;
    };
    const results = await Promise.allSettled([mutex.run(work('a', true)), mutex.run(work('b', false))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });
});

describe('listeners', () => {
  test('all hear of it, whatever one of them throws, until they end their subscription', () => {
    const errors: unknown[] = [];
    const heard: number[] = [];
    const listeners = new Listeners<number>((error) => errors.push(error));
    const failure = new RangeError('on purpose');
    listeners.add(() => {
      throw failure;
    });
    const end = listeners.add((value) => heard.push(value));
    listeners.tell(1);
    end();
    listeners.tell(2);
    expect([heard, errors]).toEqual([[1], [failure, failure]]);
  });
});
