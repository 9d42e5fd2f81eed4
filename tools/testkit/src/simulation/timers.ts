import type { Timers } from '@salvia/network';

/** Plans work for a moment, in milliseconds since 1970. @returns what cancels it */
export type Plan = (at: number, work: () => void) => () => void;

/** Timers over a plan of events. Moments are whole milliseconds; a time that is due or past is the next event of now. */
export function simulatedTimers(now: () => number, plan: Plan): Timers {
  const after = (milliseconds: number, work: () => void): (() => void) =>
    plan(now() + Math.max(0, Math.ceil(milliseconds)), work);

  return {
    now,
    after,
    every(milliseconds, work) {
      let cancel = (): void => undefined;
      const next = (): void => {
        cancel = after(Math.max(1, milliseconds), () => {
          next();
          work();
        });
      };
      next();
      return () => cancel();
    },
    pause: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve();
        const wake = (): void => {
          cancel();
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const cancel = after(milliseconds, wake);
        signal?.addEventListener('abort', wake, { once: true });
      }),
  };
}
