import { bytesToHex } from '@noble/hashes/utils.js';
import { noAverage, withProof } from './average.ts';
import type { Order, WorkBook } from './book.ts';
import type { Challenge } from './challenge.ts';
import { createGreatestWeights } from './greatest-weights.ts';

/** The heaviest challenges are those of tips; blocks on them wait for timelords that hurry (network 3.4.1). */
const TIP_WEIGHTS = 5;
const LIMITS = { challenges: 256, iterations: 16 };

/**
 * The book of a timelord in sanitizer mode (network 3.4.5): it proves again, compactly, the time of blocks that are settled,
 * one after the other in the order in which they were asked for, and keeps nothing of what is done.
 */
export function createSanitizerBook(workers: number): WorkBook {
  /** Queued and active ones, oldest first. */
  const challenges = new Map<string, Challenge>();
  const tips = createGreatestWeights(TIP_WEIGHTS);
  const active: (Challenge | null)[] = new Array<Challenge | null>(workers).fill(null);
  const told: (Challenge | null)[] = [...active];
  let average = noAverage;
  let arrivals = 0;

  const queued = () => [...challenges.values()].filter((challenge) => !active.includes(challenge));

  const forget = (challenge: Challenge) => {
    challenges.delete(bytesToHex(challenge.challengeHash));
    const worker = active.indexOf(challenge);
    if (worker >= 0) active[worker] = null;
  };

  /** Full: those go first that nobody wants anything of, as most tips' challenges. */
  const makeRoom = () => {
    const waiting = queued();
    const dispensable = waiting.find(({ pending }) => pending.size === 0) ?? waiting[0];
    if (challenges.size > LIMITS.challenges && dispensable !== undefined) forget(dispensable);
  };

  /** Iterations of a worker's challenge are dealt with. @returns the challenge */
  const settle = (worker: number, iterations: bigint): Challenge | null => {
    const challenge = active[worker] ?? null;
    challenge?.pending.delete(iterations);
    challenge?.submitted.add(iterations);
    if (challenge?.pending.size === 0) forget(challenge);
    return challenge;
  };

  return {
    addChallenge(challengeHash, weight) {
      const key = bytesToHex(challengeHash);
      if (challenges.has(key)) return false;
      tips.add(weight);
      const lists = { pending: new Set<bigint>(), submitted: new Set<bigint>() };
      challenges.set(key, { challengeHash, weight, arrival: arrivals++, ...lists, startedAt: 0, starved: false });
      makeRoom();
      return challenges.has(key);
    },
    want(challengeHash, iterations) {
      const challenge = challenges.get(bytesToHex(challengeHash));
      if (challenge === undefined || challenge.weight >= (tips.smallest ?? 0n)) return { taken: false };
      const { pending } = challenge;
      if (pending.has(iterations) || pending.size >= LIMITS.iterations) return { taken: false };
      pending.add(iterations);
      const worker = active.indexOf(challenge);
      return { taken: true, worker: worker >= 0 && told[worker] === challenge ? worker : null };
    },
    plan(nowMs) {
      const waiting = queued().filter(({ pending }) => pending.size > 0);
      const orders: Order[] = [];
      for (const [worker, busy] of active.entries()) {
        const challenge = busy ?? waiting.shift() ?? null;
        if (busy === null && challenge !== null) challenge.startedAt = nowMs;
        active[worker] = challenge;
        if (told[worker] !== challenge) orders.push({ worker, challenge });
        told[worker] = challenge;
      }
      return orders;
    },
    finished(worker, iterations, nowMs) {
      const challenge = settle(worker, iterations);
      if (challenge !== null) average = withProof(average, iterations, nowMs - challenge.startedAt);
    },
    spoiled: (worker, iterations) => void settle(worker, iterations),
    lost(worker) {
      active[worker] = null;
      told[worker] = null;
    },
    active,
    get queued() {
      return queued();
    },
    /** Weights do not matter here, nor how many proofs they have. */
    bestWeight: -1n,
    get average() {
      return average;
    },
  };
}
