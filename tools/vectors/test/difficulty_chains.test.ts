import { describe, expect, test } from '@jest/globals';
import { hexToBytes } from '@noble/hashes/utils.js';
import {
  ancestryOf,
  type BlockRecord,
  calculateIterations,
  calculateMinIters,
  nextParameters,
  type Parameters,
  type RequirementConstants,
  significantBits,
} from '@salvia/blockchain';
import { z } from 'zod';
import { deviationFor, readVector } from '../src/index.ts';

const FILE = 'reference/difficulty_chains.json.gz';
const integer = z.string().regex(/^\d+$/).transform(BigInt);
const COLUMNS = [
  'height',
  'timestamp',
  'quality_string',
  'k',
  'difficulty',
  'min_iters',
  'iterations',
  'weight',
  'total_iters',
] as const;

const constants = z.strictObject({
  DIFFICULTY_STARTING: integer,
  DIFFICULTY_FACTOR: z.number(),
  DIFFICULTY_EPOCH: z.number(),
  DIFFICULTY_WARP_FACTOR: z.number(),
  DIFFICULTY_DELAY: z.number(),
  SIGNIFICANT_BITS: z.number(),
  BLOCK_TIME_TARGET: z.number(),
  MIN_ITERS_PROPORTION: z.number(),
  MIN_ITERS_STARTING: integer,
});
const row = z.tuple([z.number(), z.number(), z.string(), z.number(), integer, integer, integer, integer, integer]);
const schema = z.strictObject({
  kind: z.string(),
  chains: z.array(
    z.strictObject({
      constants,
      pattern: z.string(),
      columns: z.tuple(COLUMNS.map((name) => z.literal(name)) as [z.ZodLiteral, ...z.ZodLiteral[]]),
      blocks: z.array(row),
      base_chain: z.number().optional(),
      fork_from_height: z.number().optional(),
      note: z.literal('height map known only up to the fork height').optional(),
      stopped: z.strictObject({ after_height: z.number(), exception: z.string() }).optional(),
    }),
  ),
});

type Chain = z.infer<typeof schema>['chains'][number];
const { chains } = schema.parse(readVector(FILE));

/** Records of a chain, without the part that it shares with the one it forks from. */
const own = (chain: Chain): BlockRecord[] =>
  chain.blocks.map(([height, timestamp, , , , minIters, , weight, totalIters]) => {
    return { height, timestamp: BigInt(timestamp), weight, totalIters, minIters };
  });

/** All records of a chain from genesis on, as the data has them. */
function recordsOf(chain: Chain): BlockRecord[] {
  if (chain.base_chain === undefined || chain.fork_from_height === undefined) return own(chain);
  const base = recordsOf(chains[chain.base_chain] as Chain);
  return [...base.slice(0, chain.fork_from_height + 1), ...own(chain)];
}

const parametersAt = (height: number, records: readonly BlockRecord[], rules: RequirementConstants): Parameters =>
  nextParameters(height === 0 ? null : ancestryOf(records, height - 1), rules);

const named = chains.map((chain, index) => ({ name: `${index}: ${chain.pattern}`, chain, rules: chain.constants }));

describe('every block of a chain', () => {
  test.each(named)('$name', ({ chain, rules }) => {
    const records = recordsOf(chain);
    const found = chain.blocks.map(([height, , quality, k]) => {
      const { difficulty, minIters } = parametersAt(height, records, rules);
      return {
        height,
        difficulty,
        minIters,
        iterations: calculateIterations(hexToBytes(quality), k, difficulty, minIters),
      };
    });
    expect(found).toEqual(
      chain.blocks.map(([height, , , , difficulty, minIters, iterations]) => ({
        height,
        difficulty,
        minIters,
        iterations,
      })),
    );
  });

  test.each(named)('$name: minimum iterations follow from the iterations', ({ chain }) => {
    for (const [, , quality, k, difficulty, minIters, iterations] of chain.blocks) {
      expect(calculateMinIters(hexToBytes(quality), k, difficulty, iterations)).toBe(minIters);
    }
  });

  test.each(named)('$name: records are consecutive', ({ chain }) => {
    recordsOf(chain).forEach((record, height) => expect(record.height).toBe(height));
  });
});

const stopped = named.filter(({ chain }) => chain.stopped !== undefined);

test.each(stopped)('$name: we go on where the reference stops', ({ chain, rules }) => {
  const { after_height: last, exception } = chain.stopped as NonNullable<Chain['stopped']>;
  expect(deviationFor(FILE, { exception, delay: rules.DIFFICULTY_DELAY })?.verdict).toBe('goes on');
  const { difficulty, minIters } = parametersAt(last + 1, recordsOf(chain), rules);
  for (const value of [difficulty, minIters]) {
    expect(value).toBeGreaterThanOrEqual(1n);
    expect(significantBits(value)).toBeLessThanOrEqual(rules.SIGNIFICANT_BITS);
  }
});

test('every chain that stops says after which of its blocks', () => {
  for (const { chain } of stopped) expect(chain.stopped?.after_height).toBe(recordsOf(chain).length - 1);
});
