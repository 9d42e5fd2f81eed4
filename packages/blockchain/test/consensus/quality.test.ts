import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  calculateIterations,
  calculateMinIters,
  expectedPlotSize,
  iterationsPerSecond,
  qualityOf,
} from '../../src/consensus/index.ts';
import { codeOf, fill, fromHex } from './support/hex.ts';

const qualityString = fc.uint8Array({ minLength: 32, maxLength: 32 });
const plotSize = fc.integer({ min: 18, max: 49 });
const uint64 = fc.bigInt({ min: 1n, max: (1n << 64n) - 1n });

/** q, k, Q, difficulty, min_iters, iterations: the table of consensus 5.4 */
const TABLE = [
  ['f70d6daa1f255704e2569db1eb4aeb49ac9d7c6780ff7e0526a299a57085d3c6', 23, 4130917150n, 1n << 20n, 1n << 22n, 5284521n],
  ['38bf140ef34dbcad834e4619538e1b1774ffb95e19c9ca7d9812a7189b64b041', 18, 2552864n, 1n, 50n, 1732n],
  ['00'.repeat(32), 32, 41875931136n, 1n << 20n, 1000n, 1000n + 107546n],
  [`80${'00'.repeat(31)}`, 32, 152276113221n, 1n << 20n, 1000n, 1000n + 29575n],
] as const;

describe('expected plot size', () => {
  test('is 780 k 2^(k - 10) bytes', () => {
    expect(expectedPlotSize(23)).toBe(146964480n);
    expect(expectedPlotSize(32)).toBe(104689827840n);
  });

  test.each([9, 0, -1, 256, 18.5])('of k = %p is refused', (k) => {
    expect(codeOf(() => expectedPlotSize(k))).toBe('PLOT_SIZE_OUT_OF_RANGE');
  });
});

describe('quality and iterations', () => {
  test.each(TABLE)('of %s at k = %p', (q, k, quality, difficulty, minIters, iterations) => {
    expect(qualityOf(fromHex(q), k)).toBe(quality);
    expect(calculateIterations(fromHex(q), k, difficulty, minIters)).toBe(iterations);
  });

  test('a perfect quality string needs the minimum alone', () => {
    expect(calculateIterations(fill(0xff), 32, 1n << 20n, 7n)).toBe(7n);
  });

  test('the quality is at least 2/5 of the expected plot size', () => {
    fc.assert(
      fc.property(qualityString, plotSize, (q, k) => {
        expect(qualityOf(q, k)).toBeGreaterThanOrEqual((2n * expectedPlotSize(k)) / 5n);
      }),
    );
  });

  test('a larger quality string never needs more iterations', () => {
    fc.assert(
      fc.property(qualityString, qualityString, plotSize, uint64, (a, b, k, difficulty) => {
        const [low, high] = [a, b].sort(Buffer.compare) as [Uint8Array, Uint8Array];
        const above = (q: Uint8Array): bigint => (difficulty << 32n) / qualityOf(q, k);
        expect(above(high)).toBeLessThanOrEqual(above(low));
      }),
    );
  });

  test('the minimum follows from the iterations', () => {
    const small = fc.bigInt({ min: 1n, max: 1n << 40n });
    fc.assert(
      fc.property(qualityString, plotSize, small, small, (q, k, difficulty, minIters) => {
        expect(calculateMinIters(q, k, difficulty, calculateIterations(q, k, difficulty, minIters))).toBe(minIters);
      }),
    );
  });

  test('iterations below 1 and from 2^64 on are refused', () => {
    expect(codeOf(() => calculateIterations(fill(0xff), 32, 1n, 0n))).toBe('ITERATIONS_OUT_OF_RANGE');
    expect(codeOf(() => calculateIterations(fill(0xff), 32, 1n, 1n << 64n))).toBe('ITERATIONS_OUT_OF_RANGE');
    expect(codeOf(() => calculateMinIters(fill(0), 32, 1n << 20n, 107546n))).toBe('ITERATIONS_OUT_OF_RANGE');
  });

  test('a quality string of another length is refused', () => {
    expect(codeOf(() => qualityOf(new Uint8Array(31), 18))).toBe('BAD_QUALITY_STRING');
  });
});

test('the speed estimate is what makes an average block take its target time, and never 0', () => {
  expect(iterationsPerSecond(4194304n, { MIN_ITERS_PROPORTION: 10, BLOCK_TIME_TARGET: 300 })).toBe(139810n);
  expect(iterationsPerSecond(1n, { MIN_ITERS_PROPORTION: 10, BLOCK_TIME_TARGET: 300 })).toBe(1n);
});
