import type { Timers } from '@salvia/network';

/** A sleep that ends early when something happens, even if that was just before it began. */
export interface Wake {
  up(): void;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function createWake(timers: Pick<Timers, 'pause'>): Wake {
  let asleep: AbortController | null = null;
  let isUp = false;
  return {
    up() {
      isUp = true;
      asleep?.abort();
    },
    async wait(milliseconds, signal) {
      if (!isUp) {
        asleep = new AbortController();
        await timers.pause(milliseconds, AbortSignal.any([signal, asleep.signal]));
        asleep = null;
      }
      isUp = false;
    },
  };
}
