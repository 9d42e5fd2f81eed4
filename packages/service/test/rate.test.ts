import { describe, expect, test } from '@jest/globals';
import { createRate } from '../src/index.ts';

describe('a rate', () => {
  test('forgets what is older than its span', () => {
    const rate = createRate(10_000, 500);
    for (let second = 0; second <= 60; second++)
      rate.add(second < 30 ? second * 100 : 3000 + (second - 30), second * 1000);
    expect(rate.perSecond(60_000)).toBe(1);
  });

  test('falls while nothing comes', () => {
    const rate = createRate(10_000, 500);
    rate.add(0, 0);
    rate.add(100, 1000);
    expect(rate.perSecond(1000)).toBe(100);
    expect(rate.perSecond(5000)).toBe(20);
    expect(rate.perSecond(100_000)).toBe(0);
  });

  test('keeps few samples, and loses nothing of the sum', () => {
    const rate = createRate(10_000, 500);
    for (let at = 0; at <= 5000; at++) rate.add(at, at);
    expect(rate.perSecond(5000)).toBe(1000);
  });
});
