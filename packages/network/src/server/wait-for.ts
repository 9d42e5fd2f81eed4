import type { Timers } from '../timers.ts';

/** Waits for work to end, but no longer than a time, in milliseconds. */
export async function waitFor(work: Promise<unknown>, milliseconds: number, timers: Pick<Timers, 'pause'>) {
  const done = new AbortController();
  work.then(
    () => done.abort(),
    () => done.abort(),
  );
  await timers.pause(milliseconds, done.signal);
}
