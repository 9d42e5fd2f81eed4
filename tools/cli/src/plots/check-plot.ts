import { createHash } from 'node:crypto';
import { bls } from '@salvia/bls';
import { decodeMemo, localKey, plotId, plotPublicKey } from '@salvia/keychain';
import { openPlot, type Plot, verifyProof } from '@salvia/proof-of-space';
import type { FarmerPublicKeys } from './farmer-keys.ts';

/** What a check says of one plot. Secret keys are never part of it. */
export interface PlotReport {
  readonly path: string;
  /** null if the file could not be opened */
  readonly k: number | null;
  readonly plotId: Uint8Array | null;
  readonly challenges: number;
  /** proofs found; about one per challenge is expected */
  readonly found: number;
  /** whether the plot was made for keys of the key file; `unchecked` without one */
  readonly keys: 'own' | 'foreign' | 'unchecked';
  /** code of what is wrong; null if the plot is sound */
  readonly problem: string | null;
}

export interface PlotCheck {
  readonly challenges: number;
  /** also read every byte */
  readonly full: boolean;
  readonly keys: readonly FarmerPublicKeys[] | null;
}

export async function checkPlot(path: string, check: PlotCheck): Promise<PlotReport> {
  const { challenges } = check;
  let plot: Plot;
  try {
    plot = await openPlot(path);
  } catch (error) {
    return { path, k: null, plotId: null, challenges, found: 0, keys: 'unchecked', problem: codeOf(error) };
  }
  const facts = { path, k: plot.k, plotId: plot.id, challenges };
  try {
    const keys = keysOf(plot, check.keys);
    if (check.full) await plot.check();
    return { ...facts, keys, ...(await lookUp(plot, challenges)) };
  } catch (error) {
    return { ...facts, found: 0, keys: 'unchecked', problem: codeOf(error) };
  } finally {
    await plot.close();
  }
}

/** Looks up SHA-256 of 0, 1, 2, … (32 bytes, big endian, as in the reference), without the plot filter. */
async function lookUp(plot: Plot, challenges: number): Promise<Pick<PlotReport, 'found' | 'problem'>> {
  let found = 0;
  for (let number = 0; number < challenges; number++) {
    const challenge = challengeOf(number);
    for (const [index, quality] of (await plot.qualities(challenge)).entries()) {
      const proof = await plot.proof(challenge, index);
      const verified = verifyProof({ plotId: plot.id, k: plot.k, challenge, proof });
      if (verified === null || Buffer.compare(verified, quality) !== 0) return { found, problem: 'BAD_PROOF' };
      found += 1;
    }
  }
  // Each challenge has one proof on average; none in twenty or more is a sign of a broken plot (e^-20).
  return { found, problem: found === 0 && challenges >= 20 ? 'NO_PROOFS' : null };
}

export function challengeOf(number: number): Uint8Array {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setBigUint64(24, BigInt(number));
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

/** Throws an error of code PLOT_ID_MISMATCH if the memo's keys do not make the plot's id. */
function keysOf(plot: Plot, own: readonly FarmerPublicKeys[] | null): PlotReport['keys'] {
  const { farmerPublicKey, poolPublicKey, localMasterKey } = decodeMemo(plot.memo);
  const plotKey = plotPublicKey(bls().publicKey(localKey(localMasterKey)), farmerPublicKey);
  if (!same(plotId(poolPublicKey, plotKey), plot.id))
    throw Object.assign(new Error('keys'), { code: 'PLOT_ID_MISMATCH' });
  if (own === null) return 'unchecked';
  const isOwn = own.some(
    (keys) => same(keys.farmerPublicKey, farmerPublicKey) && same(keys.poolPublicKey, poolPublicKey),
  );
  return isOwn ? 'own' : 'foreign';
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : 'UNKNOWN';
}
