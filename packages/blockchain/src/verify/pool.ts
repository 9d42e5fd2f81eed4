import type { Verifier } from '../consensus/index.ts';
import { withCache } from './cache.ts';
import { CheckQueue } from './check-queue.ts';
import type { CheckName } from './checks.ts';
import { VerifierError } from './errors.ts';
import { settingsOf, type VerifierNetwork } from './settings.ts';
import { Threads } from './threads.ts';
import { verifierOf } from './verifier-of.ts';

export interface VerifierOptions {
  /** A network file fits. */
  readonly network: VerifierNetwork;
  /** Checks at the same time, at least 1. */
  readonly threads: number;
  /** A worker with nothing to do for that long ends and gives its memory back, in ms. Default: a minute. */
  readonly idleMs?: number;
  /** What a worker may keep, in MiB. Default: 256, in which the programs of the largest messages fit. */
  readonly memoryMiB?: number;
}

/** A verifier with threads of its own. What it fails with is a `VerifierError`. */
export interface VerifierPool extends Verifier {
  readonly ahead: Verifier;
  /** Ends the threads; checks that are still wanted fail with POOL_CLOSED. */
  close(): Promise<void>;
}

/**
 * A verifier whose checks run in worker threads, so that the calling event loop is busy for some tens of
 * microseconds per check. A thread starts when there is work for it and ends when it has been idle. What is asked of
 * `ahead` waits until nothing else does, or until somebody else asks for the same.
 */
export function createVerifier(options: VerifierOptions): VerifierPool {
  const { network, threads, idleMs = 60_000, memoryMiB = 256 } = options;
  const workers = new Threads({ settings: settingsOf(network), threads, idleMs, memoryMiB });
  const queue = new CheckQueue<CheckName>(threads);
  const checks = (ahead: boolean): Verifier =>
    verifierOf((check, ...args) => queue.run(check, () => workers.run(check, args), ahead));
  const verifier: Verifier = { ...checks(false), ahead: checks(true) };
  const cached = withCache(verifier, undefined, (asked) => queue.hurry(asked));
  return {
    ...cached,
    ahead: cached.ahead ?? cached,
    close: async () => {
      queue.clear((check) => new VerifierError('POOL_CLOSED', { check }));
      await workers.close();
    },
  };
}
