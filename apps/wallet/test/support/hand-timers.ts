import type { Timers } from '@salvia/network';

/** Time that moves when it is told to. */
export interface HandTimers extends Timers {
  /** Moves on; what is due meanwhile is called at its time. */
  advance(milliseconds: number): Promise<void>;
}

interface Planned {
  at: number;
  readonly every: number | null;
  readonly work: () => void;
}

export function handTimers(start = 1_000_000): HandTimers {
  let now = start;
  const planned = new Set<Planned>();
  const plan = (milliseconds: number, every: number | null, work: () => void): (() => void) => {
    const entry = { at: now + milliseconds, every, work };
    planned.add(entry);
    return () => void planned.delete(entry);
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    now: () => now,
    after: (milliseconds, work) => plan(milliseconds, null, work),
    every: (milliseconds, work) => plan(milliseconds, milliseconds, work),
    pause: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const cancel = plan(milliseconds, null, resolve);
        signal?.addEventListener('abort', () => {
          cancel();
          resolve();
        });
      }),
    async advance(milliseconds) {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        const [next] = [...planned].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = next.at;
        if (next.every === null) planned.delete(next);
        else next.at += next.every;
        next.work();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
