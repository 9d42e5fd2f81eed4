import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Plot } from '../src/index.ts';
import { openPlot, verifyProof } from '../src/index.ts';
import { packValues, unpackProof } from '../src/proof.ts';
import type { Workspace } from './support/plot.ts';
import { bytes32, codeOf, createTestPlot, createWorkspace, K, MEMO, PLOT_ID } from './support/plot.ts';

describe('an open plot', () => {
  let workspace: Workspace;
  let plot: Plot;
  /** Challenges that have proofs, and their proofs. */
  let found: { challenge: Uint8Array; qualities: Uint8Array[]; proofs: Uint8Array[] }[];

  beforeAll(async () => {
    workspace = await createWorkspace();
    const path = join(workspace.folder, 'one.plot');
    await createTestPlot(path);
    plot = await openPlot(path);
    found = [];
    for (let n = 0; n < 60; n++) {
      const challenge = bytes32(`challenge ${n}`);
      const qualities = await plot.qualities(challenge);
      const proofs = await Promise.all(qualities.map((_, i) => plot.proof(challenge, i)));
      if (proofs.length > 0) found.push({ challenge, qualities, proofs });
    }
  });

  afterAll(async () => {
    await plot.close();
    await workspace.remove();
  });

  test('tells what it is', () => {
    expect({ id: plot.id, k: plot.k, memo: plot.memo }).toEqual({ id: PLOT_ID, k: K, memo: MEMO });
  });

  test('finds proofs for many challenges, for some several, for some none', () => {
    expect(found.length).toBeGreaterThan(10);
    expect(found.length).toBeLessThan(60);
    expect(found.some(({ proofs }) => proofs.length > 1)).toBe(true);
  });

  test('each proof verifies with the quality that was found', () => {
    for (const { challenge, qualities, proofs } of found) {
      proofs.forEach((proof, i) =>
        expect(verifyProof({ plotId: PLOT_ID, k: K, challenge, proof })).toEqual(qualities[i]),
      );
      expect(new Set(proofs.map(String)).size).toBe(proofs.length);
    }
  });

  test('no proof survives the change of a bit', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(8 * 8 * K - 1), (which, bit) => {
        const { challenge, proofs } = found[which % found.length]!;
        const proof = proofs[0]!.slice();
        proof[bit >>> 3]! ^= 0x80 >>> (bit & 7);
        expect(verifyProof({ plotId: PLOT_ID, k: K, challenge, proof })).toBeNull();
      }),
    );
  });

  test('no proof survives the swap of two branches', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 5 }), fc.nat(), (which, level, position) => {
        const { challenge, proofs } = found[which % found.length]!;
        const values = unpackProof(proofs[0]!, K);
        const half = 2 ** level;
        const at = (position % (32 / half)) * 2 * half;
        const swapped = [...values.slice(at + half, at + 2 * half), ...values.slice(at, at + half)];
        const proof = packValues([...values.slice(0, at), ...swapped, ...values.slice(at + 2 * half)], K);
        expect(verifyProof({ plotId: PLOT_ID, k: K, challenge, proof })).toBeNull();
      }),
    );
  });

  test('a proof belongs to its challenge and its plot', () => {
    for (const [i, { challenge, proofs }] of found.entries()) {
      const proof = proofs[0]!;
      const other = found[(i + 1) % found.length]!.challenge;
      expect(verifyProof({ plotId: PLOT_ID, k: K, challenge: other, proof })).toBeNull();
      expect(verifyProof({ plotId: bytes32('another plot'), k: K, challenge, proof })).toBeNull();
    }
  });

  test('a challenge that differs only after its first k bits has the same proofs with other qualities', async () => {
    for (const { challenge, qualities, proofs } of found.slice(0, 5)) {
      const other = challenge.with(31, challenge[31]! ^ 0b10101);
      const otherQualities = await plot.qualities(other);
      expect(otherQualities.length).toBe(qualities.length);
      for (const [i, proof] of proofs.entries()) {
        expect(await plot.proof(other, i)).toEqual(proof);
        expect(verifyProof({ plotId: PLOT_ID, k: K, challenge: other, proof })).toEqual(otherQualities[i]);
        expect(otherQualities[i]).not.toEqual(qualities[i]);
      }
    }
  });

  test('answers many look-ups at once as it does one by one', async () => {
    const again = await Promise.all(found.map(({ challenge }) => plot.qualities(challenge)));
    expect(again).toEqual(found.map(({ qualities }) => qualities));
  });

  test('refuses a proof it does not have, and a challenge of another length', async () => {
    const { challenge, proofs } = found[0]!;
    expect(await codeOf(plot.proof(challenge, proofs.length))).toBe('NO_SUCH_PROOF');
    expect(await codeOf(plot.proof(challenge, -1))).toBe('NO_SUCH_PROOF');
    expect(await codeOf(plot.qualities(challenge.subarray(1)))).toBe('BAD_LENGTH');
  });
});
