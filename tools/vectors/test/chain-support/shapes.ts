import { z } from 'zod';

/*
 * The fields of recorded chains. Strict: a field of an unknown kind fails, so that nothing recorded goes unread.
 */

const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/);
const hash = hex.length(64);
const integer = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);

/** As recorded: names of the reference, genesis among them. */
export const constantsShape = z.record(z.string(), z.union([z.number(), z.string()]));

const coin = z.strictObject({ parent_coin_info: hash, puzzle_hash: hash, amount: integer });

const generator = z.strictObject({
  cost: integer,
  run_cost: integer,
  removals: z.array(hash),
  puzzle_hashes: z.array(hash),
  additions: z.array(coin),
  conditions: z.array(z.unknown()),
});

export const recordedBlock = z.strictObject({
  id: z.string(),
  height: z.int(),
  bytes: hex,
  header_hash: hash,
  prev_header_hash: hash,
  timestamp: z.int(),
  weight: integer,
  total_iters: integer,
  iterations: integer,
  quality_string: hash,
  plot_id: hash,
  challenge_hash: hash,
  coinbase_name: hash,
  fees_coin_name: hash,
  challenge: z.strictObject({
    prev_challenge_hash: hash,
    proofs_hash: hash,
    new_work_difficulty: integer.nullable(),
    hash,
  }),
  header_block_hash: hash,
  difficulty: integer,
  min_iters: integer,
  generator: generator.optional(),
});
export type RecordedBlock = z.output<typeof recordedBlock>;

const chain = { constants: constantsShape, blocks: z.array(recordedBlock).min(1) };

export const goldenChain = z.strictObject({
  ...chain,
  kind: z.string(),
  branches: z.record(z.string(), z.string()),
});

export const smallChains = z.strictObject({ kind: z.string(), chains: z.array(z.strictObject(chain)).min(1) });
export type RecordedChain = z.output<typeof smallChains>['chains'][number];

const added = z.enum(['ADDED_TO_HEAD', 'ADDED_AS_ORPHAN']);

const invalidCase = z.strictObject({
  note: z.string(),
  bytes: hex,
  header_hash: hash,
  pre_validate: z.boolean(),
  result: z.enum([...added.options, 'ALREADY_HAVE_BLOCK', 'DISCONNECTED_BLOCK', 'INVALID_BLOCK', 'EXCEPTION']),
  removed_tip: hash.optional(),
  error: z.string().optional(),
  code: z.int().optional(),
  exception: z.string().optional(),
  inner_error: z.string().optional(),
});
export type InvalidCase = z.output<typeof invalidCase>;

export const goldenInvalid = z.strictObject({
  kind: z.string(),
  constants: constantsShape,
  base: z.array(hex).min(1),
  height: z.int(),
  cases: z.array(invalidCase).min(1),
});

const forkSpend = z.strictObject({
  note: z.string(),
  bytes: hex,
  header_hash: hash,
  result: z.enum([...added.options, 'INVALID_BLOCK']),
  removed_tip: hash.optional(),
  error: z.string().optional(),
  code: z.int().optional(),
});
export type ForkSpend = z.output<typeof forkSpend>;

export const goldenForkSpends = z.strictObject({
  kind: z.string(),
  constants: constantsShape,
  main: z.array(hex).min(1),
  side_from_height: z.int(),
  side: z.array(hex).min(1),
  cases: z.array(forkSpend).min(1),
});

const addition = z.strictObject({
  block: z.string(),
  result: added,
  removed_tip: z.string().optional(),
  tips: z.array(z.string()),
  lca: z.string(),
  lca_height: z.int(),
  coin_rows: z.int(),
  coin_digest: hash,
  /** Tip, number of records that differ from those of the LCA, their digest; no row for a tip that is the LCA. */
  tip_diffs: z.array(z.tuple([z.string(), z.int(), hash])),
});
export type RecordedAddition = z.output<typeof addition>;

const coinRow = z.tuple([hash, z.int(), z.int(), z.int(), z.int(), hash, hash, z.number()]);
const headerRow = z.tuple([z.int(), hash, hash, hash, z.int(), z.int()]);

export const goldenArrivals = z.strictObject({
  kind: z.string(),
  coin_record_columns: z.tuple(
    ['coin_name', 'confirmed_index', 'spent_index', 'spent', 'coinbase', 'puzzle_hash', 'coin_parent', 'amount'].map(
      (name) => z.literal(name),
    ) as [],
  ),
  header_columns: z.tuple(
    ['height', 'header_hash', 'proof_hash', 'challenge_hash', 'is_lca', 'is_tip'].map((name) => z.literal(name)) as [],
  ),
  orders: z
    .array(
      z.strictObject({
        order: z.string(),
        steps: z.array(
          z.union([
            addition,
            z.strictObject({ block: z.string(), result: z.enum(['ALREADY_HAVE_BLOCK', 'DISCONNECTED_BLOCK']) }),
          ]),
        ),
        final: z.strictObject({
          heights_to_lca: z.array(z.string()),
          coin_records: z.array(coinRow),
          headers: z.array(headerRow),
        }),
      }),
    )
    .min(1),
});
export type RecordedOrder = z.output<typeof goldenArrivals>['orders'][number];
