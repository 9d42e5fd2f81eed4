/**
 * What to evaluate (network 3.4.4), as pure functions of the queue and of what is being evaluated.
 *
 * The heaviest challenge goes first, even before anybody has a block for it: its squarings are done by the time somebody has.
 * One thing is added to the reference, which evaluates two challenges at once: if nobody has a block for a challenge for
 * some time, and somebody waits for a lighter one, the lighter one gets the worker. Otherwise a chain with few plots stops
 * at the first challenge for which none of them has a proof, while siblings could go on.
 */
import { type Challenge, smallestPending } from './challenge.ts';

/** Step 2: of the heaviest, the one wanted soonest; if none is wanted, the first. Starved ones only when nothing else is. */
export function bestCandidate(queue: readonly Challenge[]): Challenge | null {
  const fresh = queue.filter(({ starved, pending }) => !starved || pending.size > 0);
  const eligible = fresh.length > 0 ? fresh : queue;
  return eligible.reduce<Challenge | null>(
    (best, next) => (best === null || goesBefore(next, best) ? next : best),
    null,
  );
}

function goesBefore(challenge: Challenge, other: Challenge): boolean {
  if (challenge.weight !== other.weight) return challenge.weight > other.weight;
  const [wanted, otherWanted] = [smallestPending(challenge), smallestPending(other)];
  if (wanted !== otherWanted) return wanted !== null && (otherWanted === null || wanted < otherWanted);
  return challenge.arrival < other.arrival;
}

/**
 * Step 5, which of several of the same weight to stop: of those that nobody waits for, the one started last; if all are
 * waited for, the one that is furthest from its next proof.
 */
export function leastUseful(active: readonly Challenge[], nowMs: number, ips: number): Challenge | null {
  const idle = active.filter(({ pending }) => pending.size === 0);
  if (idle.length > 0) return maxBy(idle, ({ startedAt }) => startedAt);
  return maxBy(active, (challenge) => {
    const left = Number(smallestPending(challenge) ?? 0n) - ((nowMs - challenge.startedAt) / 1000) * ips;
    return Math.max(0, left);
  });
}

function maxBy(challenges: readonly Challenge[], value: (challenge: Challenge) => number): Challenge | null {
  let best: Challenge | null = null;
  for (const challenge of challenges) if (best === null || value(challenge) > value(best)) best = challenge;
  return best;
}

export interface Exchange {
  stop: Challenge;
  start: Challenge;
}

/** Step 4, no worker is free: whether a queued challenge takes the place of an active one. */
export function exchange(
  queue: readonly Challenge[],
  active: readonly Challenge[],
  nowMs: number,
  { ips, patienceMs }: { ips: number; patienceMs: number },
): Exchange | null {
  const start = bestCandidate(queue);
  if (start === null || active.length === 0) return null;
  const lightest = active.reduce((low, { weight }) => (weight < low ? weight : low), active[0]?.weight ?? 0n);
  const stop = leastUseful(
    active.filter(({ weight }) => weight === lightest),
    nowMs,
    ips,
  );
  if (stop !== null && isBetter(start, stop)) return { stop, start };
  return exchangeStarving(queue, active, nowMs, patienceMs);
}

function isBetter(start: Challenge, stop: Challenge): boolean {
  const wanted = start.pending.size > 0;
  if (start.weight > stop.weight) return wanted || !start.starved;
  return start.weight === stop.weight && wanted && stop.pending.size === 0;
}

/** An active challenge that nobody had a block for in all that time, for the heaviest queued one that somebody has. */
function exchangeStarving(
  queue: readonly Challenge[],
  active: readonly Challenge[],
  nowMs: number,
  patienceMs: number,
): Exchange | null {
  const start = bestCandidate(queue.filter(({ pending }) => pending.size > 0));
  const stop = active.find(({ pending, startedAt }) => pending.size === 0 && nowMs - startedAt >= patienceMs);
  return start === null || stop === undefined ? null : { stop, start };
}
