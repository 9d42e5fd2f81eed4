import { getActiveResourcesInfo } from 'node:process';
import { SimulationError } from './simulation-error.ts';

/** How often the event loop may go round, with somebody else's work in it each time, before something must be wrong. */
const MAX_TURNS = 100_000;
/** How long one watched piece of work may take, in real milliseconds. */
const MAX_WAIT_MS = 120_000;

/**
 * Work that takes real time and no simulated one: checks in worker threads, programs, signatures. The clock may move on only when
 * all of it has come to an end, and how that is known depends on where the work is done:
 *
 * - What is only promises is over when the event loop comes round, as it empties the queue of microtasks first.
 * - Whoever gives way to others for a turn (`setImmediate`), or waits for a file, is known to the loop, which is asked.
 * - What other threads do is known to nobody: what asks them has to be watched, and is counted.
 */
export interface RealWork {
  /** An object that does the same; while one of its methods has not settled what it promised, the clock stands still. */
  watched<T extends object>(worker: T): T;
  /** Resolves when nothing is going on any more. */
  settled(): Promise<void>;
}

/** @param now of the clock that stands still, for the errors */
export function createRealWork(now: () => number): RealWork {
  const pending = new Map<symbol, string>();
  let notify = (): void => undefined;

  function track<T>(name: string, promise: Promise<T>): Promise<T> {
    const key = Symbol(name);
    const done = (): void => {
      pending.delete(key);
      notify();
    };
    pending.set(key, name);
    promise.then(done, done);
    return promise;
  }

  /** Not a turn after the other: threads that work need the processor. */
  async function oneLess(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      const [work = ''] = pending.values();
      timer = setTimeout(() => reject(new SimulationError('STUCK', { atMs: now(), work })), MAX_WAIT_MS);
      notify = resolve;
    });
    clearTimeout(timer);
  }

  return {
    watched: (worker) =>
      new Proxy(worker, {
        get(target, property) {
          const value: unknown = Reflect.get(target, property, target);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]): unknown => {
            const result: unknown = Reflect.apply(value, target, args);
            return result instanceof Promise ? track(String(property), result) : result;
          };
        },
      }),
    async settled() {
      for (let turns = 0; turns < MAX_TURNS; turns++) {
        await nextTurn();
        if (pending.size > 0) await oneLess();
        else if (!isBusy()) return;
      }
      throw new SimulationError('STUCK', { atMs: now(), work: 'setImmediate' });
    },
  };
}

/** Requests for a file, from its opening to its closing. */
const FILE_REQUESTS: ReadonlySet<string> = new Set(['FSReqPromise', 'FSReqCallback', 'CloseReq']);
/** Turns that clocks of this process wait for: those are nobody's work. */
let ownTurns = 0;

function nextTurn(): Promise<void> {
  ownTurns += 1;
  return new Promise((resolve) => {
    setImmediate(() => {
      ownTurns -= 1;
      resolve();
    });
  });
}

/** Whether the event loop has something to do that is neither a timer nor a handle that waits for the world. */
function isBusy(): boolean {
  let turns = 0;
  for (const resource of getActiveResourcesInfo()) {
    if (resource === 'Immediate') turns += 1;
    else if (FILE_REQUESTS.has(resource)) return true;
  }
  return turns > ownTurns;
}
