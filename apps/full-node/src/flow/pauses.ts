import { setTimeout as sleep } from 'node:timers/promises';
import type { Startable } from '@salvia/service';

/** Waits that end at once when the node stops. */
export interface Pauses {
  pause(milliseconds: number): Promise<void>;
  readonly part: Startable;
}

export function createPauses(): Pauses {
  const ending = new AbortController();
  return {
    pause: (milliseconds) => sleep(milliseconds, undefined, { signal: ending.signal }).catch(() => undefined),
    part: { name: 'pauses', start: async () => {}, stop: async () => ending.abort() },
  };
}
