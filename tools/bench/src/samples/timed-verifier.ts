import type { Verifier } from '@salvia/blockchain';

/** Milliseconds spent in each kind of check. */
export interface Checks {
  space: number;
  time: number;
  signatures: number;
}

export const noTime = (): Checks => ({ space: 0, time: 0, signatures: 0 });

/** A verifier that adds up what its checks take. */
export function timed(verifier: Verifier, spent: Checks): Verifier {
  const count = async <T>(kind: keyof Checks, check: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const verdict = await check();
    spent[kind] += performance.now() - start;
    return verdict;
  };
  return {
    proofOfSpace: (claim) => count('space', () => verifier.proofOfSpace(claim)),
    proofOfTime: (claim) => count('time', () => verifier.proofOfTime(claim)),
    signature: (...signed) => count('signatures', () => verifier.signature(...signed)),
  };
}
