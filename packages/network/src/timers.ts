import { setTimeout as sleep } from 'node:timers/promises';

/** Time as everything that waits sees it, so that a simulation can have its own. Milliseconds. */
export interface Timers {
  /** Since 1970. */
  now(): number;
  /** Calls once. @returns what cancels it */
  after(milliseconds: number, work: () => void): () => void;
  /** Calls again and again. @returns what ends it */
  every(milliseconds: number, work: () => void): () => void;
  /** Waits; wakes up at once when the signal is aborted. Never rejects. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemTimers: Timers = {
  now: Date.now,
  after(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
  every(milliseconds, work) {
    const timer = setInterval(work, milliseconds);
    return () => clearInterval(timer);
  },
  pause: (milliseconds, signal) => sleep(milliseconds, undefined, signal && { signal }).catch(() => undefined),
};
