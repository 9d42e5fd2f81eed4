/** Verification of a proof of space (proofs A.8). */
import { CHALLENGE_BYTES, EXTRA_BITS, MAX_K, MIN_K, PLOT_ID_BYTES, TABLE_COUNT } from './constants.ts';
import type { Entry } from './entries.ts';
import { createFirstEntries, createPairing } from './entries.ts';
import { matches } from './matching.ts';
import { challengeTarget, qualityOfProof, unpackProof } from './proof.ts';

export interface ProofClaim {
  /** 32 bytes; the last one does not count. */
  readonly plotId: Uint8Array;
  /** Plot size, 18..49; anything else fails. */
  readonly k: number;
  /** 32 bytes. */
  readonly challenge: Uint8Array;
  /** 8k bytes: 64 values in proof order. */
  readonly proof: Uint8Array;
}

/** The quality string (32 bytes) of a valid proof, else null. Never throws, whatever the bytes. */
export function verifyProof({ plotId, k, challenge, proof }: ProofClaim): Uint8Array | null {
  if (!Number.isInteger(k) || k < MIN_K || k > MAX_K) return null;
  if (plotId.length !== PLOT_ID_BYTES || challenge.length !== CHALLENGE_BYTES || proof.length !== 8 * k) return null;
  const values = unpackProof(proof, k);
  const f7 = evaluate(plotId, k, values);
  return f7 === challengeTarget(challenge, k) ? qualityOfProof(challenge, values, k) : null;
}

/** The f7 that 64 values in proof order lead to, or null where a pair does not match. */
function evaluate(plotId: Uint8Array, k: number, values: readonly bigint[]): bigint | null {
  let entries: Entry[] = values.map(createFirstEntries(plotId, k));
  for (let table = 2; table <= TABLE_COUNT; table++) {
    const pair = createPairing(k, table);
    const next: Entry[] = [];
    for (let i = 0; i < entries.length; i += 2) {
      const [left, right] = [entries[i]!, entries[i + 1]!];
      if (!matches(left.y, right.y)) return null;
      next.push(pair(left, right));
    }
    entries = next;
  }
  return entries[0]!.y >> BigInt(EXTRA_BITS);
}
