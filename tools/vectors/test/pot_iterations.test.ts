import { describe, expect, test } from '@jest/globals';
import { hexToBytes } from '@noble/hashes/utils.js';
import {
  ConsensusError,
  calculateIterations,
  calculateMinIters,
  expectedPlotSize,
  qualityOf,
  significantBits,
  truncate,
} from '@salvia/blockchain';
import { z } from 'zod';
import { deviationFor, readVector } from '../src/index.ts';

const FILE = 'reference/pot_iterations.json';
const decimal = z.string().regex(/^-?\d+$/);
const quality = { quality_string: z.string(), k: z.number() };

const schema = z.strictObject({
  kind: z.string(),
  expected_plot_size: z.array(z.strictObject({ k: z.number(), expected_plot_size: decimal })),
  quality: z.array(z.strictObject({ ...quality, quality: decimal })),
  iterations: z.array(
    z.strictObject({
      ...quality,
      difficulty: decimal,
      min_iters: decimal,
      iterations: decimal.optional(),
      exception: z.string().optional(),
    }),
  ),
  significant_bits: z.array(
    z.strictObject({ value: decimal, bits: z.number(), truncated: decimal, count: z.number() }),
  ),
});

const data = schema.parse(readVector(FILE));

/** The decimal result, or the code of the error. */
function outcome(compute: () => bigint): string {
  try {
    return compute().toString();
  } catch (error) {
    if (error instanceof ConsensusError) return error.code;
    throw error;
  }
}

/** Their result, unless a plot size is one that we refuse. */
const expected = (k: number, result: string): string => deviationFor(FILE, { k })?.verdict ?? result;

test.each(data.expected_plot_size)('expected size for k = $k', ({ k, expected_plot_size: size }) => {
  expect(outcome(() => expectedPlotSize(k))).toBe(expected(k, size));
});

test.each(data.quality)('quality of $quality_string at k = $k', (row) => {
  expect(outcome(() => qualityOf(hexToBytes(row.quality_string), row.k))).toBe(expected(row.k, row.quality));
});

describe('iterations', () => {
  test.each(data.iterations)('of $quality_string at k = $k, difficulty $difficulty, at least $min_iters', (row) => {
    expect(row.iterations === undefined).toBe(row.exception !== undefined);
    const [q, difficulty, minIters] = [hexToBytes(row.quality_string), BigInt(row.difficulty), BigInt(row.min_iters)];
    const result = outcome(() => calculateIterations(q, row.k, difficulty, minIters));
    expect(result).toBe(expected(row.k, row.iterations ?? 'ITERATIONS_OUT_OF_RANGE'));
    if (row.iterations === undefined || result !== row.iterations || minIters < 1n) return;
    expect(calculateMinIters(q, row.k, difficulty, BigInt(row.iterations))).toBe(minIters);
  });
});

test.each(data.significant_bits)('$value to $bits significant bits', ({ value, bits, truncated, count }) => {
  expect(truncate(BigInt(value), bits).toString()).toBe(truncated);
  expect(significantBits(BigInt(value))).toBe(count);
});
