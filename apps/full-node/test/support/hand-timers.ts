import { setImmediate as turn } from 'node:timers/promises';
import type { Timers } from '@salvia/network';

/** Time that moves only when it is told to. */
export interface HandTimers extends Timers {
  /** Lets time pass, in order of what is planned, and whoever waits go on. */
  pass(milliseconds: number): Promise<void>;
  /** What is planned and neither done nor cancelled. */
  readonly planned: number;
}

interface Plan {
  readonly at: number;
  readonly work: () => void;
}

export function createHandTimers(startMs = 1_700_000_000_000): HandTimers {
  const plans = new Set<Plan>();
  let now = startMs;

  const after = (milliseconds: number, work: () => void): (() => void) => {
    const plan = { at: now + milliseconds, work };
    plans.add(plan);
    return () => void plans.delete(plan);
  };
  const nextBefore = (limit: number): Plan | undefined =>
    [...plans].filter(({ at }) => at <= limit).sort((one, other) => one.at - other.at)[0];

  return {
    now: () => now,
    after,
    every(milliseconds, work) {
      let cancel = (): void => undefined;
      const next = (): void => {
        cancel = after(milliseconds, () => {
          next();
          work();
        });
      };
      next();
      return () => cancel();
    },
    pause: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = (): void => {
          cancel();
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const cancel = after(milliseconds, wake);
        signal?.addEventListener('abort', wake);
      }),
    async pass(milliseconds) {
      const limit = now + milliseconds;
      await turn();
      for (let plan = nextBefore(limit); plan !== undefined; plan = nextBefore(limit)) {
        now = Math.max(now, plan.at);
        plans.delete(plan);
        plan.work();
        await turn();
      }
      now = limit;
    },
    get planned() {
      return plans.size;
    },
  };
}
