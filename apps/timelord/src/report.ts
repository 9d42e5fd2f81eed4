import { decimal, hexBytes, type Metrics, type RpcRouter } from '@salvia/service';
import { z } from 'zod';
import type { TimelordState } from './state.ts';
import type { Challenge } from './work/challenge.ts';

const challengeSchema = z.object({
  challengeHash: hexBytes(),
  weight: decimal(),
  /** iterations that unfinished blocks wait for, ascending */
  pending: z.array(decimal()),
  submitted: z.array(decimal()),
});

const stateSchema = z.object({
  scheme: z.string(),
  discriminantBits: z.int(),
  sanitizerMode: z.boolean(),
  /** per worker: what it evaluates, and how far it is */
  workers: z.array(
    z.object({ active: challengeSchema.nullable(), iterations: decimal(), iterationsPerSecond: z.number() }),
  ),
  queued: z.array(challengeSchema),
  /** all workers together, now */
  iterationsPerSecond: z.number(),
  /** mean over all proofs, from the start of a challenge to its proof */
  averageIterationsPerSecond: z.number(),
  /** greatest weight with three proofs; -1 at first */
  bestWeight: decimal(),
  totals: z.object({
    proofs: z.int(),
    invalidProofs: z.int(),
    repeatedProofs: z.int(),
    failedWorkers: z.int(),
  }),
});

const ascending = (values: Iterable<bigint>): bigint[] => [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

const shown = ({ challengeHash, weight, pending, submitted }: Challenge) => ({
  challengeHash,
  weight,
  pending: ascending(pending),
  submitted: ascending(submitted),
});

const speed = ({ progress, book }: TimelordState): number =>
  progress.reduce((sum, { ips }, worker) => (book.active[worker] ? sum + ips : sum), 0);

/** `GET /rpc/state` of a timelord. */
export function addStateRoute(
  rpc: RpcRouter,
  state: TimelordState,
  kind: { scheme: string; discriminantBits: number; sanitizerMode: boolean },
): void {
  const { book, progress, tally } = state;
  rpc.get('/state', { summary: 'challenges, workers, speed and proofs', response: stateSchema }, () => ({
    ...kind,
    workers: book.active.map((challenge, worker) => ({
      active: challenge && shown(challenge),
      iterations: progress[worker]?.iterations ?? 0n,
      iterationsPerSecond: progress[worker]?.ips ?? 0,
    })),
    queued: book.queued.map(shown),
    iterationsPerSecond: speed(state),
    averageIterationsPerSecond: book.average.mean,
    bestWeight: book.bestWeight,
    totals: { ...tally },
  }));
}

export function addTimelordMetrics(metrics: Metrics, state: TimelordState): void {
  const { book, tally } = state;
  metrics.gauge('salvia_timelord_iterations_per_second', 'squarings per second of all workers', [], (gauge) =>
    gauge.set(speed(state)),
  );
  metrics.gauge('salvia_timelord_challenges', 'challenges that are evaluated or wait', [], (gauge) =>
    gauge.set(book.queued.length + book.active.filter((challenge) => challenge !== null).length),
  );
  metrics.total('salvia_timelord_proofs_total', 'proofs of time sent', () => tally.proofs);
  metrics.total('salvia_timelord_invalid_proofs_total', 'proofs that failed the check', () => tally.invalidProofs);
  metrics.total('salvia_timelord_failed_workers_total', 'workers that ended by themselves', () => tally.failedWorkers);
}
