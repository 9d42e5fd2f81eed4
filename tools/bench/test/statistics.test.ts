import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mean, median, spread } from '../src/measure/statistics.ts';

const samples = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 30 });

describe('summaries of samples', () => {
  test.each([
    [[5], 5, 5],
    [[3, 1], 2, 2],
    [[9, 1, 2], 2, 4],
    [[1, 2, 3, 1000], 2.5, 251.5],
  ])('of %j: median %d, mean %d', (values, middle, average) => {
    expect(median(values)).toBe(middle);
    expect(mean(values)).toBe(average);
  });

  test('the order of samples does not matter, and they are left as they were', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const before = [...values];
        expect(median([...values].reverse())).toBe(median(values));
        expect(values).toEqual(before);
      }),
    );
  });

  test('as many samples lie below the median as above, and all within the spread', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(below).toBeLessThanOrEqual(values.length / 2);
        expect(above).toBeLessThanOrEqual(values.length / 2);
        expect(spread(values)).toEqual({ min: Math.min(...values), max: Math.max(...values) });
      }),
    );
  });

  test('no samples have no summary', () => {
    for (const summary of [median, mean, spread]) expect(() => summary([])).toThrow(RangeError);
  });
});
