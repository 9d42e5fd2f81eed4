import { sha256 } from '@noble/hashes/sha2.js';
import { qualityOf } from '@salvia/blockchain';
import type { Plot } from '@salvia/proof-of-space';

export interface GenesisProof {
  readonly plot: Plot;
  readonly challenge: Uint8Array;
  readonly qualityString: Uint8Array;
  readonly proof: Uint8Array;
}

/** Any challenge will do for a genesis; the best of several keeps the wait for its proof of time short. */
const challenges = 16;

/** By convention the first challenge is zeros; the others are hashes of it. */
function* genesisChallenges(): Generator<Uint8Array> {
  let challenge: Uint8Array = new Uint8Array(32);
  for (;;) {
    yield challenge;
    challenge = sha256(challenge);
  }
}

/** The best proof of space that some plots have for one of the first genesis challenges. */
export async function findGenesisProof(plots: readonly Plot[]): Promise<GenesisProof> {
  let best: { plot: Plot; challenge: Uint8Array; index: number; qualityString: Uint8Array; quality: bigint } | null =
    null;
  let tried = 0;
  for (const challenge of genesisChallenges()) {
    for (const plot of plots)
      for (const [index, qualityString] of (await plot.qualities(challenge)).entries()) {
        const quality = qualityOf(qualityString, plot.k);
        if (best === null || quality > best.quality) best = { plot, challenge, index, qualityString, quality };
      }
    if (++tried >= challenges && best) break;
  }
  if (best === null) throw new Error('no challenge has a proof');
  const { plot, challenge, index, qualityString } = best;
  return { plot, challenge, qualityString, proof: await plot.proof(challenge, index) };
}
