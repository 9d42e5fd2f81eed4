import { z } from 'zod';
import { constantsShape } from '../chain-support/shapes.ts';

const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/);
const hash = hex.length(64);
const integer = z.string().regex(/^\d+$/).transform(BigInt);

/** What the mempool of one tip holds: name, fee and cost of each bundle. */
const pool = z.strictObject({ tip_height: z.int(), tip: hash, bundles: z.array(z.tuple([hash, integer, integer])) });
export type RecordedPool = z.output<typeof pool>;

const add = z.strictObject({
  op: z.literal('add'),
  note: z.string(),
  bundle: hex,
  name: hash,
  status: z.enum(['SUCCESS', 'PENDING', 'FAILED', 'EXCEPTION']),
  status_code: z.int().optional(),
  cost: integer.nullable().optional(),
  error: z.string().nullable().optional(),
  exception: z.string().optional(),
  inner_error: z.string().optional(),
  /** How many bundles are kept to be tried again. */
  potential: z.int(),
  /** Tip height, number of bundles */
  pool_sizes: z.array(z.tuple([z.int(), z.int()])),
});
export type RecordedAdd = z.output<typeof add>;

const state = z.strictObject({ op: z.literal('state'), pools: z.array(pool), filter: hex });

const block = z.strictObject({
  op: z.literal('block'),
  note: z.string(),
  bytes: hex,
  result: z.strictObject({ result: z.literal('ADDED_TO_HEAD'), removed_tip: hash }),
  pools: z.array(pool),
  potential: z.array(hash),
  filter: hex,
});
export type RecordedMempoolBlock = z.output<typeof block>;

const bundle = z.strictObject({
  op: z.literal('bundle for the heaviest tip'),
  bundle: hex,
  spends: z.int(),
  generator: hex,
});
export type RecordedBundle = z.output<typeof bundle>;

export const recordedMempool = z.strictObject({
  kind: z.string(),
  constants: constantsShape,
  mempool_size: z.int(),
  base: z.array(hex).min(1),
  operations: z.array(z.discriminatedUnion('op', [add, state, block, bundle])).min(1),
});
export type Operation = z.output<typeof recordedMempool>['operations'][number];
