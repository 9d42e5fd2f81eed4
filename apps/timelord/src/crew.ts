import {
  createVdfWorker,
  type FinishedProof,
  type VdfError,
  type VdfProgress,
  type VdfScheme,
  type VdfWorker,
} from '@salvia/proof-of-time';
import type { Challenge } from './work/challenge.ts';

export interface CrewOptions {
  readonly scheme: VdfScheme;
  readonly discriminantBits: number;
  readonly workers: number;
  readonly segments: number;
  readonly storedPowers: number;
  onProof(worker: number, proof: FinishedProof): void;
  onProgress(worker: number, progress: VdfProgress): void;
  /** A thread has ended by itself; another one is in its place already, with nothing to do. */
  onFailure(worker: number, error: VdfError): void;
  /** Threads keep ending: it makes no sense to go on. */
  onFatal(error: VdfError): void;
}

/** The worker threads, each an engine for one challenge. */
export interface Crew {
  start(): void;
  /** Puts a worker on a challenge and all that is wanted of it, or lets it rest. */
  assign(worker: number, challenge: Challenge | null): void;
  addTarget(worker: number, iterations: bigint): void;
  /** Ends all threads. */
  stop(): Promise<void>;
}

/** More failures than this without a proof in between are no accident. */
const MOST_FAILURES = 5;

export function createCrew(options: CrewOptions): Crew {
  const { segments } = options;
  const threads: VdfWorker[] = [];
  let failures = 0;
  let stopped = false;

  const open = (worker: number): VdfWorker =>
    createVdfWorker({
      scheme: options.scheme,
      maxStoredPowers: options.storedPowers,
      onProof(proof) {
        failures = 0;
        options.onProof(worker, proof);
      },
      onProgress: (progress) => options.onProgress(worker, progress),
      onError: (error) => {
        if (stopped) return;
        if (++failures > MOST_FAILURES) {
          options.onFatal(error);
          return;
        }
        threads[worker] = open(worker);
        options.onFailure(worker, error);
      },
    });

  return {
    start() {
      for (let worker = 0; worker < options.workers; worker++) threads.push(open(worker));
    },
    assign(worker, challenge) {
      const thread = threads[worker];
      if (challenge === null) {
        void thread?.stop();
        return;
      }
      thread?.start(challenge.challengeHash, options.discriminantBits);
      for (const iterations of challenge.pending) thread?.addTarget(iterations, { segments });
    },
    addTarget(worker, iterations) {
      threads[worker]?.addTarget(iterations, { segments });
    },
    async stop() {
      stopped = true;
      await Promise.all(threads.splice(0).map((thread) => thread.terminate()));
    },
  };
}
