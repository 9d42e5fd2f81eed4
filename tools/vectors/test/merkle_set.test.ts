import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { merkleRoot, merkleSet, provesExclusion, provesInclusion } from '@salvia/blockchain';
import { z } from 'zod';
import { readVector } from '../src/index.ts';

/** An exception of the reference is a refusal. */
const verdict = z.union([z.boolean(), z.string().startsWith('exception ')]).transform((answer) => answer === true);

const schema = z.strictObject({
  kind: z.string(),
  sets: z.array(
    z.strictObject({
      values: z.array(z.string()),
      root: z.string(),
      proofs: z.array(z.strictObject({ value: z.string(), included: z.boolean(), proof: z.string() })),
    }),
  ),
  removals: z.array(
    z.strictObject({
      values: z.array(z.string()),
      steps: z.array(z.strictObject({ remove: z.string(), root: z.string() })),
    }),
  ),
  verification: z.array(
    z.strictObject({
      note: z.string(),
      root: z.string(),
      value: z.string(),
      proof: z.string(),
      confirm_included: verdict,
      confirm_not_included: verdict,
    }),
  ),
});

const data = schema.parse(readVector('reference/merkle_set.json'));
const numbered = <T>(rows: readonly T[]) => rows.map((row, index) => ({ index, row }));

describe('sets', () => {
  test.each(numbered(data.sets))('$index: root and proofs', ({ row }) => {
    const set = merkleSet(row.values.map(hexToBytes));
    expect(bytesToHex(set.root)).toBe(row.root);
    for (const { value, included, proof } of row.proofs) {
      const made = set.prove(hexToBytes(value));
      expect({ included: made.included, proof: bytesToHex(made.proof) }).toEqual({ included, proof });
      expect(provesInclusion(set.root, hexToBytes(value), made.proof)).toBe(included);
      expect(provesExclusion(set.root, hexToBytes(value), made.proof)).toBe(!included);
    }
  });
});

test.each(numbered(data.removals))('removals $index', ({ row }) => {
  let values = row.values;
  for (const { remove, root } of row.steps) {
    values = values.filter((value) => value !== remove);
    expect(bytesToHex(merkleRoot(values.map(hexToBytes)))).toBe(root);
  }
});

test.each(numbered(data.verification))('verification $index: $row.note', ({ row }) => {
  const [root, value, proof] = [hexToBytes(row.root), hexToBytes(row.value), hexToBytes(row.proof)];
  expect(provesInclusion(root, value, proof)).toBe(row.confirm_included);
  expect(provesExclusion(root, value, proof)).toBe(row.confirm_not_included);
});
