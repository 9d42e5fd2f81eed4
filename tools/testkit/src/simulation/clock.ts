import type { Timers } from '@salvia/network';
import { EventQueue } from './event-queue.ts';
import { createRealWork, type RealWork } from './real-work.ts';
import { seededRandom } from './seeded-random.ts';
import { SimulationError } from './simulation-error.ts';
import { simulatedTimers } from './timers.ts';

export interface ClockOptions {
  readonly seed: string;
  /** Milliseconds since 1970. */
  readonly startMs: number;
}

export interface UntilOptions {
  /** Simulated milliseconds after which it is given up. */
  readonly withinMs: number;
  /** How often it is looked, at most, in simulated milliseconds. Default: at each moment in which something happens. */
  readonly everyMs?: number;
}

/** Simulated time: it jumps from event to event, and stands still while real work is done. */
export interface SimulatedClock {
  /** Milliseconds since 1970, whole. */
  now(): number;
  /**
   * Time as somebody sees it who lives in the simulation. Events of one moment happen in an order that the seed, the owners'
   * names and the moment decide; those of one owner in the order in which they were planned.
   */
  timersOf(owner: string): Timers;
  readonly work: RealWork;
  /** Lets so much time pass. */
  pass(milliseconds: number): Promise<void>;
  /** Lets time pass until a condition holds. @returns the milliseconds that took; null if it did not come to hold */
  until(condition: () => boolean, options: UntilOptions): Promise<number | null>;
  /**
   * Lets time pass until a promise is settled.
   * @param withinMs default one hour
   * @throws SimulationError TOO_LATE, NOTHING_LEFT
   */
  settle<T>(promise: Promise<T>, withinMs?: number): Promise<T>;
}

const HOUR_MS = 3_600_000;

export function createClock({ seed, startMs }: ClockOptions): SimulatedClock {
  const events = new EventQueue();
  const now = (): number => time;
  const work = createRealWork(now);
  let time = startMs;
  let isRunning = false;
  let order = 0;

  /** Time goes to `limit` at most. @returns whether something happened */
  async function step(limit: number): Promise<boolean> {
    const at = events.nextAt;
    if (at === null || at > limit) {
      time = Math.max(time, limit);
      return false;
    }
    time = Math.max(time, at);
    for (const event of events.takeDue(time)) event.work?.();
    await work.settled();
    return true;
  }

  /** Moves the clock until `isOver`, or to the limit. @returns whether it was over */
  async function run(limit: number, isOver: () => boolean): Promise<boolean> {
    if (isRunning) throw new SimulationError('ALREADY_RUNNING', { atMs: time });
    isRunning = true;
    try {
      await work.settled();
      while (!isOver()) if (!(await step(limit))) return isOver();
      return true;
    } finally {
      isRunning = false;
    }
  }

  return {
    now,
    work,
    timersOf(owner) {
      const rank = Math.floor(seededRandom(seed, 'order', owner).fraction() * 2 ** 32);
      return simulatedTimers(now, (at, task) => {
        const event = { at, rank: mix(rank, at), order: order++, work: task as (() => void) | null };
        events.push(event);
        return () => {
          event.work = null;
        };
      });
    },
    async pass(milliseconds) {
      await run(time + milliseconds, () => false);
    },
    async until(condition, { withinMs, everyMs = 0 }) {
      const start = time;
      let nextLook = start;
      const isMet = (): boolean => {
        if (time < nextLook) return false;
        nextLook = time + everyMs;
        return condition();
      };
      const isOver = (await run(start + withinMs, isMet)) || condition();
      return isOver ? time - start : null;
    },
    async settle(promise, withinMs = HOUR_MS) {
      let isSettled = false;
      const note = (): void => {
        isSettled = true;
      };
      promise.then(note, note);
      if (await run(time + withinMs, () => isSettled)) return promise;
      if (events.nextAt === null) throw new SimulationError('NOTHING_LEFT', { atMs: time });
      throw new SimulationError('TOO_LATE', { withinMs });
    },
  };
}

/** Another order of owners at each moment, so that nobody is always first. */
function mix(rank: number, at: number): number {
  const mixed = Math.imul(rank ^ (at | 0), 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
