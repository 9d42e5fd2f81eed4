import type { SpaceClaim, TimeClaim } from '@salvia/blockchain';
import { bls, keyGen } from '@salvia/bls';
import type { Plot } from '@salvia/proof-of-space';
import { scheme, type VdfScheme } from '@salvia/proof-of-time';
import { hash32 } from './bytes.ts';

/** Valid proofs of space, each for a challenge of its own. About every other challenge has one. */
export async function spaceClaims(plot: Plot, count: number): Promise<SpaceClaim[]> {
  const claims: SpaceClaim[] = [];
  for (let i = 0; claims.length < count; i++) {
    const challenge = hash32('proof of space', i);
    if ((await plot.qualities(challenge)).length === 0) continue;
    claims.push({ plotId: plot.id, k: plot.k, challenge, proof: await plot.proof(challenge, 0) });
  }
  return claims;
}

/** What a proof of time is to be like. */
export interface TimeTask {
  readonly vdfScheme: VdfScheme;
  readonly discriminantBits: number;
  /** Verification takes the same time whatever it is, from the 264 bits of the proof's prime on. */
  readonly iterations: bigint;
}

/** A valid proof of time for a challenge of its own. */
export function timeClaim({ vdfScheme, discriminantBits, iterations }: TimeTask, index: number): TimeClaim {
  const challenge = hash32(`proof of time ${vdfScheme} ${discriminantBits}`, index);
  const statement = { discriminantBits, challenge, iterations };
  return { ...statement, ...scheme(vdfScheme).prove(statement) };
}

/** More groups than a scheme remembers. */
const FORGOTTEN = 256;

/**
 * Makes a scheme forget the discriminants of proofs that were made in this thread, by giving it others to remember; a
 * node that verifies meets each challenge for the first time.
 */
export function forgetDiscriminants(vdfScheme: VdfScheme): void {
  for (let i = 0; i < FORGOTTEN; i++) scheme(vdfScheme).group(hash32('forget', i), 64);
}

export type SignedMessage = readonly [publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array];

/** Valid signatures of 32-byte messages, each with a key of its own. */
export function signedMessages(count: number): SignedMessage[] {
  return Array.from({ length: count }, (_, index) => {
    const secretKey = keyGen(hash32('signer', index));
    const message = hash32('message', index);
    return [bls().publicKey(secretKey), message, bls().sign(secretKey, message)];
  });
}
