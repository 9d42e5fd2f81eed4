import { z } from 'zod';

const hex = z.string().regex(/^([0-9a-f]{2})*$/);
const index = z.int().min(0).max(0xffffffff);
const verdict = z.union([z.boolean(), z.literal('decode_error')]);
const encoding = { note: z.string(), bytes: hex, reserialized: hex.nullable() };

const plotKeys = {
  label: z.string(),
  farmer_sk: hex,
  farmer_pk: hex,
  local_master_sk: hex,
  local_sk: hex,
  local_pk: hex,
  plot_pk: hex,
  plot_id: hex,
  memo: hex,
  message: hex,
  local_share: hex,
  farmer_share: hex,
  aggregate: hex,
};

/** The files of `bls/`, each with all the kinds of cases and fields it may have. */
export const schemas = {
  'keygen.json': z.strictObject({
    cases: z.array(z.strictObject({ seed: hex, sk: hex, pk: hex, fingerprint: z.int() })),
    rejected_seeds: z.array(hex),
  }),
  'derive.json': z.strictObject({
    hardened: z.array(z.strictObject({ seed: hex, master_sk: hex, index, child_sk: hex, child_pk: hex })),
    unhardened: z.array(z.strictObject({ parent_sk: hex, parent_pk: hex, index, child_sk: hex, child_pk: hex })),
    paths: z.array(
      z.strictObject({
        seed: hex,
        master_sk: hex,
        name: z.string(),
        path: z.array(index),
        hardened: z.boolean(),
        sk: hex,
        pk: hex,
      }),
    ),
  }),
  'sign.json': z.strictObject({
    dst_aug: z.string(),
    dst_basic: z.string(),
    sign: z.array(z.strictObject({ sk: hex, pk: hex, msg: hex, sig: hex })),
    sign_prepend: z.array(z.strictObject({ sk: hex, prepend_pk: hex, msg: hex, sig: hex })),
    sign_basic: z.array(z.strictObject({ sk: hex, msg: hex, sig: hex })),
  }),
  'verify.json': z.strictObject({
    cases: z.array(z.strictObject({ note: z.string(), pk: hex, msg: hex, sig: hex, result: verdict })),
  }),
  'aggregate.json': z.strictObject({
    aggregate: z.array(z.strictObject({ sigs: z.array(hex), aggregate: hex })),
    aggregate_verify: z.array(
      z.strictObject({ note: z.string(), pks: z.array(hex), msgs: z.array(hex), sig: hex, result: verdict }),
    ),
  }),
  'points.json': z.strictObject({
    g1: z.array(z.strictObject(encoding)),
    g2: z.array(z.strictObject(encoding)),
    private_keys: z.array(z.strictObject({ ...encoding, mod_order: z.boolean() })),
  }),
  'plot-keys.json': z.strictObject({
    cases: z.array(
      z.strictObject({
        ...plotKeys,
        farmer_seed: hex,
        pool_seed: hex,
        local_seed: hex,
        pool_sk: hex,
        pool_pk: hex,
        verifies_under_plot_pk: z.boolean(),
        sum_sk: hex,
        signature_by_sum_sk: hex,
      }),
    ),
    contract_pool_cases: z.array(
      z.strictObject({ ...plotKeys, pool_contract_puzzle_hash: hex, taproot_sk: hex, taproot_share: hex }),
    ),
  }),
} as const;
