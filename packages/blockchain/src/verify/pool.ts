import { Piscina } from 'piscina';
import type { Verifier } from '../consensus/index.ts';
import { withCache } from './cache.ts';
import type { CheckArguments, CheckName, CheckResults } from './checks.ts';
import { settingsOf, type VerifierNetwork } from './settings.ts';
import type { CheckTask } from './task.ts';
import { verifierOf } from './verifier-of.ts';

export interface VerifierOptions {
  /** A network file fits. */
  readonly network: VerifierNetwork;
  /** Checks at the same time, at least 1. */
  readonly threads: number;
  /** A worker with nothing to do for that long ends and gives its memory back, in ms. Default: a minute. */
  readonly idleMs?: number;
}

/** A verifier with threads of its own. */
export interface VerifierPool extends Verifier {
  /** Ends the threads; checks that are still wanted fail. */
  close(): Promise<void>;
}

/** Where the compiled worker is, seen from the sources as from what they are compiled to. */
const WORKER = new URL('../../dist/verify/worker.js', import.meta.url).href;

/** Verification makes much garbage and keeps none: small limits, or each worker would let its heap grow. MiB. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 };

/**
 * A verifier whose checks run in worker threads, so that the calling event loop is busy for some tens of
 * microseconds per check. A thread starts when there is work for it and ends when it has been idle.
 */
export function createVerifier({ network, threads, idleMs = 60_000 }: VerifierOptions): VerifierPool {
  const pool = new Piscina({
    filename: WORKER,
    name: 'check',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMs,
    resourceLimits: LIMITS,
    workerData: settingsOf(network),
  });
  const run = <Name extends CheckName>(check: Name, ...args: CheckArguments[Name]): Promise<CheckResults[Name]> => {
    const task: CheckTask<Name> = { check, args };
    return pool.run(task) as Promise<CheckResults[Name]>;
  };
  return { ...withCache(verifierOf(run)), close: () => pool.destroy() };
}
