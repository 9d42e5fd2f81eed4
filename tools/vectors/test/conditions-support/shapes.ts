import { z } from 'zod';

/*
 * The fields of conditions.json.gz, and of the programs of golden_chain.json.gz. Strict: a field of an unknown kind fails.
 */

const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/);
const hash = hex.length(64);
const integer = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);

const coin = z.strictObject({ parent_coin_info: hash, puzzle_hash: hash, amount: integer });
export type RecordedCoin = z.output<typeof coin>;

/** Opcode (that of UNKNOWN for all unknown ones), and the two arguments. */
export type RecordedCondition = readonly [opcode: string, first: string | null, second: string | null];

const argument = z.union([hex, z.literal('not bytes')]).nullable();
const named = z.tuple([hex, z.string(), argument, argument]);
const unnamed = z.tuple([hex, argument, argument]);

const pythonError = z.enum(['EvalError', 'IndexError', 'TypeError', 'ValueError', 'AssertionError']);

const parse = z.strictObject({
  note: z.string(),
  program: hex,
  conditions: z.array(named).optional(),
  created: z.array(coin).optional(),
  created_exception: pythonError.optional(),
  signature_pairs: z.array(z.tuple([hex, hex])).optional(),
  signature_pairs_exception: pythonError.optional(),
  exception: pythonError.optional(),
  error: z.string().optional(),
});
export type RecordedList = z.output<typeof parse>;

const run = z.strictObject({
  puzzle: hex,
  puzzle_hash: hash,
  solution: hex,
  pair: hex,
  error: z.null(),
  cost: integer,
  conditions: z.array(unnamed),
});

const bundle = z.strictObject({
  bundle: hex,
  name: hash,
  generator: hex,
  generator_hash: hash,
  additions: z.array(coin),
  fees: integer,
  removals: z.array(hash),
  cost: integer,
  run_cost: integer,
  generator_additions: z.array(coin),
  cost_ratio_1: integer,
});
export type RecordedBundle = z.output<typeof bundle>;

export const conditionsFile = z.strictObject({
  kind: z.string(),
  cost_ratio: z.int(),
  parse: z.array(parse).min(1),
  runs: z.array(run).min(1),
  bundles: z.array(bundle).min(1),
});

/** Per spend, per opcode in the order of first appearance, the arguments of each condition. */
export const blockConditions = z.array(
  z.array(z.tuple([hex, z.array(z.union([z.tuple([argument]), z.tuple([argument, argument])]))])),
);
