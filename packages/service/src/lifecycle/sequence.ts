import type { Log } from '../log/logger.ts';
import { oneLine } from '../service-error.ts';
import type { Startable } from './startable.ts';

export interface Sequence {
  start(): Promise<void>;
  /** Stops what was started, last first; false if a part failed to stop or took too long. */
  stop(limitMs: number): Promise<boolean>;
}

/** Starts parts in order. If one fails, those before it can still be stopped. */
export function createSequence(parts: readonly Startable[], log: Log): Sequence {
  const started: Startable[] = [];
  return {
    start: async () => {
      for (const part of parts) {
        // A part that fails half way may hold something already, so it is stopped too.
        started.push(part);
        await part.start();
        log.debug({ part: part.name }, 'started');
      }
    },
    stop: async (limitMs) => {
      const deadline = Date.now() + limitMs;
      let clean = true;
      for (let part = started.pop(); part !== undefined; part = started.pop()) {
        clean = (await stopPart(part, deadline - Date.now(), log)) && clean;
      }
      return clean;
    },
  };
}

async function stopPart(part: Startable, limitMs: number, log: Log): Promise<boolean> {
  const late = Symbol('late');
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), Math.max(0, limitMs));
  });
  try {
    const outcome = await Promise.race([part.stop(), limit]);
    if (outcome !== late) return true;
    log.error({ code: 'STOP_FAILED', part: part.name, limitMs }, 'did not stop in time');
  } catch (error) {
    log.error({ code: 'STOP_FAILED', part: part.name, err: error }, `did not stop: ${oneLine(error)}`);
  } finally {
    clearTimeout(timer);
  }
  return false;
}
