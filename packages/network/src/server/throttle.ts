import { type MessageName, ProtocolError } from '@salvia/protocol';
import type { Connection } from '../connection/connection.ts';
import type { ServerContext } from './context.ts';
import { Pace } from './pace.ts';

/**
 * Frames that may wait behind one that is too early: fewer than a single record of TLS holds of the smallest. Honest peers wait
 * for answers and never have nearly as many.
 */
const MAX_WAITING = 100;
/** A peer that keeps our queue full for this long while it is over its rate does not mind being slowed down. */
const MAX_PRESSURE_MS = 30_000;

/** Reads one peer no faster than the rates of the catalogue allow. */
export interface Throttle {
  /**
   * Takes a message into account before it is handled.
   * @returns a promise of the moment from which on it may be; undefined if that is now
   * @throws ProtocolError RATE_LIMIT_EXCEEDED if the peer pushes on, although it is read no more
   */
  pass(name: MessageName): Promise<void> | undefined;
}

export function createThrottle({ link }: Connection, { limits, timers }: ServerContext): Throttle {
  const pace = new Pace(timers.now, limits.rateScale);
  let pressureMs = 0;
  let ended: AbortController | null = null;

  /** Wakes up when the link ends: nobody waits for the rest of a minute then. */
  async function pause(milliseconds: number): Promise<void> {
    if (ended === null) {
      const controller = new AbortController();
      void link.ended.then(() => controller.abort());
      ended = controller;
    }
    await timers.pause(milliseconds, ended.signal);
    pressureMs = link.isPaused ? pressureMs + milliseconds : 0;
  }

  return {
    pass(name) {
      const wait = pace.take(name);
      if (wait === 0) return undefined;
      if (link.waiting > MAX_WAITING || pressureMs > MAX_PRESSURE_MS) {
        throw new ProtocolError('RATE_LIMIT_EXCEEDED', { function: name, waiting: link.waiting });
      }
      return pause(wait);
    },
  };
}
