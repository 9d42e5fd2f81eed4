import { decimal, hexBytes, type Metrics, type RpcRouter } from '@salvia/service';
import { z } from 'zod';
import type { FarmerState } from './state.ts';

const challengeSchema = z.object({
  challengeHash: hexBytes(),
  height: z.int(),
  weight: decimal(),
  difficulty: decimal(),
  /** seconds, one per answer */
  estimates: z.array(z.number()),
  /** fewest iterations of all answers */
  best: decimal().nullable(),
});

const stateSchema = z.object({
  fingerprints: z.array(z.int()),
  farmerPublicKeys: z.array(hexBytes()),
  poolPublicKeys: z.array(hexBytes()),
  farmerPuzzleHash: hexBytes(),
  poolPuzzleHash: hexBytes(),
  currentWeight: decimal(),
  iterationsPerSecond: decimal(),
  challenges: z.array(challengeSchema),
  harvesters: z.int(),
  fullNodes: z.int(),
  totals: z.object({
    challenges: z.int(),
    answers: z.int(),
    proofs: z.int(),
    invalidProofs: z.int(),
    headers: z.int(),
    blocksSubmitted: z.int(),
    lastSubmittedAt: z.number().nullable(),
  }),
});

/** How many peers of either kind are connected. */
export interface PeerCounts {
  readonly harvesters: number;
  readonly fullNodes: number;
}

/** `GET /rpc/state` of a farmer: what network 7.4 calls the latest challenges, and more. */
export function addStateRoute(
  rpc: RpcRouter,
  state: FarmerState,
  fingerprints: readonly number[],
  peers: () => PeerCounts,
): void {
  const { keys, rewards, challenges, pace, tally } = state;
  rpc.get('/state', { summary: 'keys, challenges with estimates, peers and blocks', response: stateSchema }, () => ({
    fingerprints,
    farmerPublicKeys: keys.farmer.map(({ publicKey }) => publicKey),
    poolPublicKeys: keys.poolPublicKeys,
    ...rewards,
    currentWeight: challenges.currentWeight,
    iterationsPerSecond: pace.ips,
    challenges: challenges.current().map((challenge) => ({ ...challenge })),
    ...peers(),
    totals: { ...tally },
  }));
}

export function addFarmerMetrics(metrics: Metrics, { challenges, tally }: FarmerState): void {
  metrics.gauge('salvia_farmer_current_weight', 'greatest weight of a challenge', [], (gauge) =>
    gauge.set(Number(challenges.currentWeight)),
  );
  metrics.total('salvia_farmer_challenges_total', 'challenges farmed', () => tally.challenges);
  metrics.total('salvia_farmer_answers_total', 'qualities told by harvesters', () => tally.answers);
  metrics.total('salvia_farmer_proofs_total', 'valid proofs of space', () => tally.proofs);
  metrics.total(
    'salvia_farmer_invalid_proofs_total',
    'proofs of space that failed the check',
    () => tally.invalidProofs,
  );
  metrics.total(
    'salvia_farmer_blocks_submitted_total',
    'signed blocks sent to full nodes',
    () => tally.blocksSubmitted,
  );
}
