import { z } from 'zod';

const hex = z.string().regex(/^([0-9a-f]{2})*$/);
const index = z.int().min(0).max(0xffffffff);
const pair = { sk: hex, pk: hex };

/** `reference/keys.json`, with all the kinds of cases and fields it may have. */
export const keysSchema = z.strictObject({
  kind: z.string(),
  keys: z.array(
    z.strictObject({
      entropy: hex,
      mnemonic: z.string(),
      passphrase: z.string(),
      seed: hex,
      master: z.strictObject({ ...pair, fingerprint: z.int() }),
      farmer: z.strictObject(pair),
      pool: z.strictObject(pair),
      local: z.strictObject(pair),
      backup: z.strictObject(pair),
      wallet: z.array(
        z.strictObject({
          ...pair,
          index,
          puzzle: hex,
          puzzle_hash: hex,
          address: z.string(),
          synthetic_public_key: hex,
          hidden_puzzle: hex,
          hidden_puzzle_hash: hex,
        }),
      ),
    }),
  ),
  bad_mnemonics: z.array(
    z.strictObject({
      note: z.string(),
      mnemonic: z.string(),
      accepted: z.boolean(),
      exception: z.string().optional(),
    }),
  ),
  derivation: z.array(z.strictObject({ sk: hex, path: z.array(index), child: z.strictObject(pair) })),
  key_gen: z.array(z.strictObject({ seed: hex, key: z.strictObject(pair) })),
  /** The exception that it raised. */
  key_gen_of_31_bytes: z.string(),
  signatures: z.array(
    z.strictObject({
      sk: hex,
      sk2: hex,
      message: hex,
      signature: hex,
      key_sum: hex,
      share_1: hex,
      share_2: hex,
      aggregate: hex,
      verifies_for_key_sum: z.boolean(),
    }),
  ),
  plots: z.array(
    z.strictObject({
      farmer_pk: hex,
      pool_pk: hex,
      local_master_sk: hex,
      local_pk: hex,
      plot_pk: hex,
      plot_id: hex,
      memo: hex,
    }),
  ),
  can_create_proof: z.array(
    z.strictObject({
      plot_id: hex,
      challenge_hash: hex,
      zero_bits: z.int(),
      can_create_proof: z.boolean().nullable(),
      exception: z.string().optional(),
    }),
  ),
  addresses: z.array(
    z.union([
      z.strictObject({ note: z.string(), address: z.string(), decoded: hex }),
      z.strictObject({ note: z.string(), address: z.string(), exception: z.string() }),
    ]),
  ),
  default_hidden_puzzle: hex,
  default_hidden_puzzle_hash: hex,
});
