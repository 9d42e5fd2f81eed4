import type { Timers } from '@salvia/network';
import type { Startable } from '@salvia/service';

/** Waits that end at once when the node stops. */
export interface Pauses {
  pause(milliseconds: number): Promise<void>;
  readonly part: Startable;
}

export function createPauses(timers: Timers): Pauses {
  const ending = new AbortController();
  return {
    pause: (milliseconds) => timers.pause(milliseconds, ending.signal),
    part: { name: 'pauses', start: async () => {}, stop: async () => ending.abort() },
  };
}
