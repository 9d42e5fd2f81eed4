/** Milliseconds that a piece of work takes. */
export function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

export async function timeOfAsync(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Calls per second of something short, called over and over for at least `batchMs`. `index` counts the calls. The clock
 * is looked at more rarely for as long as hardly any time has passed, so that it costs nothing beside the calls.
 */
export function callsPerSecond(call: (index: number) => void, batchMs: number): number {
  const start = performance.now();
  let done = 0;
  let chunk = 1;
  let elapsed = 0;
  do {
    for (let i = 0; i < chunk; i++) call(done++);
    elapsed = performance.now() - start;
    if (elapsed * 100 < batchMs) chunk *= 2;
  } while (elapsed < batchMs);
  return (done * 1000) / elapsed;
}

/** Milliseconds per call, on average over at least `batchMs`. */
export const msPerCall = (call: (index: number) => void, batchMs: number): number =>
  1000 / callsPerSecond(call, batchMs);
