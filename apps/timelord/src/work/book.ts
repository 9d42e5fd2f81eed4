/**
 * What a timelord knows and has decided: challenges, iterations wanted, and which worker evaluates what. No sockets, no
 * threads, no clock: every method is told the time, and `plan` returns what is to change.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Average, noAverage, withProof } from './average.ts';
import { BoundedMap } from './bounded.ts';
import type { Challenge } from './challenge.ts';
import { bestCandidate, exchange } from './choose.ts';

export interface BookOptions {
  workers: number;
  /** How long a challenge may hold a worker while nobody has a block for it and somebody waits for another. */
  patienceMs: number;
}

/** A worker is to leave what it does and evaluate this, or rest. */
export interface Order {
  worker: number;
  challenge: Challenge | null;
}

/** What became of a request for iterations. `worker`: it is being evaluated there, and the target is new. */
export type Wanted = { taken: false } | { taken: true; worker: number | null };

/** From so many proofs of one weight on, everything of that weight or less is done. */
const PROOFS_PER_WEIGHT = 3;
const LIMITS = { challenges: 32, seen: 1024, early: 64, iterations: 64, weights: 64 };

export interface WorkBook {
  /** Network 3.4.2. Whether it is new and worth something. */
  addChallenge(challengeHash: Uint8Array, weight: bigint): boolean;
  /** Network 3.4.3; may come before the challenge does. */
  want(challengeHash: Uint8Array, iterations: bigint): Wanted;
  /** Network 3.4.4: brings the workers to the best challenges. */
  plan(nowMs: number): Order[];
  /** A worker has proved iterations of its challenge. */
  finished(worker: number, iterations: bigint, nowMs: number): void;
  /** A worker's proof was wrong: it is not tried again, and does not count. */
  spoiled(worker: number, iterations: bigint): void;
  /** A worker has lost its work; its challenge waits in the queue again (network Q34). */
  lost(worker: number): void;
  /** What each worker is told to evaluate. */
  readonly active: readonly (Challenge | null)[];
  readonly queued: readonly Challenge[];
  /** Greatest weight with three proofs, at first -1. */
  readonly bestWeight: bigint;
  readonly average: Average;
}

export function createWorkBook({ workers, patienceMs }: BookOptions): WorkBook {
  const challenges = new Map<string, Challenge>();
  const seen = new BoundedMap<string, true>(LIMITS.seen);
  const early = new BoundedMap<string, Set<bigint>>(LIMITS.early);
  const proofs = new BoundedMap<bigint, number>(LIMITS.weights);
  const active: (Challenge | null)[] = new Array<Challenge | null>(workers).fill(null);
  const told: (Challenge | null)[] = [...active];
  let bestWeight = -1n;
  let average = noAverage;
  let arrivals = 0;

  const queued = () => [...challenges.values()].filter((challenge) => !active.includes(challenge));
  const running = () => active.filter((challenge) => challenge !== null);

  const forget = (challenge: Challenge) => {
    challenges.delete(bytesToHex(challenge.challengeHash));
    const worker = active.indexOf(challenge);
    if (worker >= 0) active[worker] = null;
  };

  const prune = () => {
    for (const challenge of challenges.values()) if (challenge.weight <= bestWeight) forget(challenge);
    const byWeight = queued().sort((a, b) =>
      a.weight < b.weight ? -1 : a.weight > b.weight ? 1 : a.arrival - b.arrival,
    );
    for (const challenge of byWeight.slice(0, Math.max(0, challenges.size - LIMITS.challenges))) forget(challenge);
  };

  const begin = (worker: number, challenge: Challenge, nowMs: number) => {
    active[worker] = challenge;
    challenge.startedAt = nowMs;
    challenge.starved = false;
  };

  return {
    addChallenge(challengeHash, weight) {
      const key = bytesToHex(challengeHash);
      if (seen.has(key) || weight <= bestWeight) return false;
      seen.set(key, true);
      const pending = early.get(key) ?? new Set();
      early.delete(key);
      const arrival = arrivals++;
      challenges.set(key, {
        challengeHash,
        weight,
        arrival,
        pending,
        submitted: new Set(),
        startedAt: 0,
        starved: false,
      });
      prune();
      return challenges.has(key);
    },
    want(challengeHash, iterations) {
      const key = bytesToHex(challengeHash);
      const challenge = challenges.get(key);
      if (challenge === undefined) {
        if (seen.has(key)) return { taken: false };
        const waiting = early.get(key) ?? new Set();
        if (waiting.has(iterations) || waiting.size >= LIMITS.iterations) return { taken: false };
        early.set(key, waiting.add(iterations));
        return { taken: true, worker: null };
      }
      const { pending, submitted } = challenge;
      if (pending.has(iterations) || submitted.has(iterations) || pending.size >= LIMITS.iterations) {
        return { taken: false };
      }
      pending.add(iterations);
      const worker = active.indexOf(challenge);
      // A worker that has not been told of the challenge yet gets all that is wanted with the order.
      return { taken: true, worker: worker >= 0 && told[worker] === challenge ? worker : null };
    },
    plan(nowMs) {
      for (const [worker, challenge] of active.entries()) {
        const candidate = challenge === null ? bestCandidate(queued()) : null;
        if (candidate !== null) begin(worker, candidate, nowMs);
      }
      // Each exchange puts a better challenge in the place of a worse one; more than one a worker is never needed.
      for (let i = 0; i < workers; i++) {
        const change = exchange(queued(), running(), nowMs, { ips: average.mean, patienceMs });
        if (change === null) break;
        change.stop.starved = change.stop.pending.size === 0 && nowMs - change.stop.startedAt >= patienceMs;
        begin(active.indexOf(change.stop), change.start, nowMs);
      }
      const orders: Order[] = [];
      for (const [worker, challenge] of active.entries()) {
        if (told[worker] === challenge) continue;
        told[worker] = challenge;
        orders.push({ worker, challenge });
      }
      return orders;
    },
    finished(worker, iterations, nowMs) {
      const challenge = active[worker] ?? null;
      if (challenge === null) return;
      challenge.pending.delete(iterations);
      challenge.submitted.add(iterations);
      average = withProof(average, iterations, nowMs - challenge.startedAt);
      const count = (proofs.get(challenge.weight) ?? 0) + 1;
      proofs.set(challenge.weight, count);
      if (count >= PROOFS_PER_WEIGHT && challenge.weight > bestWeight) bestWeight = challenge.weight;
      prune();
    },
    spoiled(worker, iterations) {
      const challenge = active[worker] ?? null;
      challenge?.pending.delete(iterations);
      challenge?.submitted.add(iterations);
    },
    lost(worker) {
      active[worker] = null;
      told[worker] = null;
    },
    active,
    get queued() {
      return queued();
    },
    get bestWeight() {
      return bestWeight;
    },
    get average() {
      return average;
    },
  };
}
