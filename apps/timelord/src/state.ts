import { bytesToHex } from '@noble/hashes/utils.js';
import type { Peer, ProofOfTime } from '@salvia/protocol';
import type { Log } from '@salvia/service';
import type { Crew } from './crew.ts';
import type { WorkBook } from './work/book.ts';
import { BoundedMap } from './work/bounded.ts';

/** What this timelord has done since its start. */
export interface Tally {
  proofs: number;
  /** proofs that failed verification and were dropped */
  invalidProofs: number;
  /** proofs sent again to a full node that asked again */
  repeatedProofs: number;
  failedWorkers: number;
}

/** Where a worker stands. */
export interface WorkerProgress {
  iterations: bigint;
  ips: number;
}

/** What handlers and events work on. */
export interface TimelordState {
  readonly book: WorkBook;
  readonly crew: Pick<Crew, 'assign' | 'addTarget'>;
  readonly proofs: ProofStore;
  /** Whether to look at a challenge of that weight from that full node. */
  readonly concerns: (peer: Peer, weight: bigint) => boolean;
  readonly progress: WorkerProgress[];
  readonly tally: Tally;
  readonly nowMs: () => number;
  readonly log: Log;
}

/** The last proofs made. A full node that lost one, because it was killed before it had stored the block, asks again. */
export interface ProofStore {
  get(challengeHash: Uint8Array, iterations: bigint): ProofOfTime | undefined;
  add(proof: ProofOfTime): void;
}

const KEPT_PROOFS = 64;

export function createProofStore(): ProofStore {
  const proofs = new BoundedMap<string, ProofOfTime>(KEPT_PROOFS);
  const keyOf = (challengeHash: Uint8Array, iterations: bigint) => `${bytesToHex(challengeHash)}:${iterations}`;
  return {
    get: (challengeHash, iterations) => proofs.get(keyOf(challengeHash, iterations)),
    add: (proof) => {
      proofs.set(keyOf(proof.challengeHash, proof.numberOfIterations), proof);
    },
  };
}

export const emptyTally = (): Tally => ({ proofs: 0, invalidProofs: 0, repeatedProofs: 0, failedWorkers: 0 });

export const emptyProgress = (workers: number): WorkerProgress[] =>
  Array.from({ length: workers }, () => ({ iterations: 0n, ips: 0 }));

/** Carries out what the book has decided. */
export function followPlan({ book, crew, progress, nowMs, log }: TimelordState): void {
  for (const { worker, challenge } of book.plan(nowMs())) {
    crew.assign(worker, challenge);
    const at = progress[worker];
    if (at !== undefined) Object.assign(at, { iterations: 0n, ips: 0 });
    if (challenge === null) log.info({ worker }, 'nothing to evaluate');
    else {
      const { challengeHash, weight, pending } = challenge;
      log.info({ worker, challengeHash, weight, pending: pending.size }, 'evaluating a challenge');
    }
  }
}
