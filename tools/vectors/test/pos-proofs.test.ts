import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Plot } from '@salvia/proof-of-space';
import { createPlot, openPlot, verifyProof } from '@salvia/proof-of-space';
import { z } from 'zod';
import { readVector } from '../src/index.ts';
import { plotOf } from './pos/plots.ts';
import { referenceProver } from './pos/reference-prover.ts';
import { hexBytes, sha256Text } from './pos/values.ts';

const PATIENCE_MS = 300_000;

const firstBits = (challenge: Uint8Array, k: number): number =>
  Number(BigInt(`0x${bytesToHex(challenge)}`) >> BigInt(256 - k));

describe('proofs of the genuine plot', () => {
  const data = z
    .strictObject({
      plot: z.string(),
      plot_id: hexBytes,
      k: z.int(),
      challenges: z.array(
        z.strictObject({
          n: z.int(),
          challenge: hexBytes,
          proofs: z.array(z.strictObject({ quality: sha256Text, proof: hexBytes })),
        }),
      ),
      proof_count_histogram_n_0_3999: z.array(z.int()),
    })
    .parse(readVector('pos/proofs-k18.json'));
  const { plot_id: plotId, k } = data;

  const folder = mkdtempSync(join(tmpdir(), 'salvia-vectors-'));
  let plot: Plot;

  beforeAll(async () => {
    const path = join(folder, 'genuine.plot');
    await createPlot({ path, plotId, k, memo: new Uint8Array() });
    plot = await openPlot(path);
  }, PATIENCE_MS);

  afterAll(async () => {
    await plot.close();
    rmSync(folder, { recursive: true });
  });

  const occurrences = (challenge: Uint8Array) =>
    referenceProver(plotOf(plotId, k).final.f7, k)(firstBits(challenge, k));

  const challengeNumber = (n: number): Uint8Array => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, n);
    return new Uint8Array(createHash('sha256').update(bytes).update(plotId).digest());
  };

  test.each(data.challenges)(
    'challenge $n',
    async ({ n, challenge, proofs }) => {
      expect(challenge).toEqual(challengeNumber(n));
      const { all, found } = occurrences(challenge);
      const qualities = await plot.qualities(challenge);
      expect(qualities.length).toBe(all.length);
      const ours: { quality: string; proof: Uint8Array }[] = [];
      for (const [index, quality] of qualities.entries()) {
        const proof = await plot.proof(challenge, index);
        expect(verifyProof({ plotId, k, challenge, proof })).toEqual(quality);
        ours.push({ quality: bytesToHex(quality), proof });
      }
      expect(ours.filter((_, index) => found.includes(all[index]!))).toEqual(proofs);
    },
    PATIENCE_MS,
  );

  test(
    'how many proofs the reference finds for each of 4000 challenges',
    () => {
      const find = referenceProver(plotOf(plotId, k).final.f7, k);
      const histogram = data.proof_count_histogram_n_0_3999.map(() => 0);
      for (let n = 0; n < 4000; n++) histogram[find(firstBits(challengeNumber(n), k)).found.length]!++;
      expect(histogram).toEqual(data.proof_count_histogram_n_0_3999);
    },
    PATIENCE_MS,
  );
});

describe('proofs that the reference prover does not find', () => {
  const data = z
    .strictObject({
      plot_id: hexBytes,
      k: z.int(),
      columns: z.tuple([
        z.literal('f7'),
        z.literal('entries in table 7'),
        z.literal('proofs the reference prover finds'),
      ]),
      rows: z.array(z.tuple([z.int(), z.int(), z.int()])),
      entries: z.int(),
      entries_not_found: z.int(),
      multiplicity_histogram: z.array(z.int()),
    })
    .parse(readVector('pos/prover-quirks-k18.json'));

  test(
    'are those that the rule names',
    () => {
      const { f7 } = plotOf(data.plot_id, data.k).final;
      const find = referenceProver(f7, data.k);
      const histogram = data.multiplicity_histogram.map(() => 0);
      const rows: [number, number, number][] = [];
      let notFound = 0;
      for (let value = 0; value < 2 ** data.k; value++) {
        const { all, found } = find(value);
        histogram[all.length]!++;
        notFound += all.length - found.length;
        if (found.length < all.length) rows.push([value, all.length, found.length]);
      }
      expect(rows).toEqual(data.rows);
      expect({ entries: f7.length, notFound }).toEqual({ entries: data.entries, notFound: data.entries_not_found });
      expect(histogram).toEqual(data.multiplicity_histogram);
    },
    PATIENCE_MS,
  );
});
