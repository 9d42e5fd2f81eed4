import type { Verifier } from '@salvia/blockchain';
import { cpuMs } from '../measure/cpu.ts';

/** Computing time spent in each kind of check, ms. */
export interface Checks {
  space: number;
  time: number;
  signatures: number;
  programs: number;
}

export const noTime = (): Checks => ({ space: 0, time: 0, signatures: 0, programs: 0 });

/** Whatever is asked ahead of time comes in its turn too. */
type Check = Exclude<keyof Verifier, 'ahead'>;

const KINDS = {
  proofOfSpace: 'space',
  proofOfTime: 'time',
  signature: 'signatures',
  aggregateSignature: 'signatures',
  runGenerator: 'programs',
  programHash: 'programs',
} as const satisfies Record<Check, keyof Checks>;

/** A verifier that adds up what its checks take, which must be done in place, one at a time. */
export function timed(verifier: Verifier, spent: Checks): Verifier {
  const names = Object.keys(KINDS) as Check[];
  const count = (name: Check) => {
    const check = verifier[name] as (...args: unknown[]) => Promise<unknown>;
    return async (...args: unknown[]) => {
      const start = cpuMs();
      const verdict = await check(...args);
      spent[KINDS[name]] += cpuMs() - start;
      return verdict;
    };
  };
  return Object.fromEntries(names.map((name) => [name, count(name)])) as unknown as Verifier;
}
