import { createHash } from 'node:crypto';
import { BoundedCache } from '../chain/bounded-cache.ts';
import type { Verifier } from '../consensus/index.ts';

/** Verdicts kept; a few hundred blocks' worth, some 100 bytes each. */
const LIMIT = 1000;

/**
 * Remembers recent verdicts, and joins a question to one that is still being answered. An unfinished block's proof of
 * space and signature are thus not checked again when its proof of time arrives, nor a pre-validated block's when it
 * is added. Verdicts are pure functions of the bytes, so a remembered one is as good as a new one; a check that broke
 * down is not remembered.
 */
export function withCache(verifier: Verifier, limit: number = LIMIT): Verifier {
  const verdicts = new BoundedCache<string, Promise<unknown>>(limit);

  const remember = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const known = verdicts.get(key);
    if (known !== undefined) return known as Promise<T>;
    const answer = ask();
    verdicts.set(key, answer);
    answer.catch(() => verdicts.delete(key));
    return answer;
  };

  return {
    proofOfSpace: (claim) => {
      const key = keyOf('space', String(claim.k), claim.plotId, claim.challenge, claim.proof);
      return remember(key, () => verifier.proofOfSpace(claim));
    },
    proofOfTime: (claim) => {
      const { a, b } = claim.output;
      const numbers = [claim.discriminantBits, claim.iterations, a, b, claim.witnessType].join(' ');
      const key = keyOf('time', numbers, claim.challenge, claim.witness);
      return remember(key, () => verifier.proofOfTime(claim));
    },
    signature: (publicKey, message, signature) => {
      const key = keyOf('signature', publicKey, message, signature);
      return remember(key, () => verifier.signature(publicKey, message, signature));
    },
  };
}

/** A digest of the parts, each behind its length, so that no two questions share one. */
function keyOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('base64');
}
