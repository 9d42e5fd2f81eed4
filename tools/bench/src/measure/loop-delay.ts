import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds between two looks at the event loop; what is longer is delay. */
const RESOLUTION = 1;
const NANO = 1e6;

export interface LoopDelay {
  /** Milliseconds. */
  readonly max: number;
  readonly p99: number;
}

/** How long the event loop of this thread was held up while some work was under way. */
export async function loopDelayDuring(work: () => Promise<void>): Promise<LoopDelay> {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION });
  histogram.enable();
  // The first turn of the loop only sets the mark from which the next one counts.
  do await setTimeout(RESOLUTION);
  while (histogram.count === 0);
  await work();
  // A delay is known once the loop has turned again.
  await setTimeout(2 * RESOLUTION);
  histogram.disable();
  const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / NANO - RESOLUTION);
  return { max: beyond(histogram.max), p99: beyond(histogram.percentile(99)) };
}
