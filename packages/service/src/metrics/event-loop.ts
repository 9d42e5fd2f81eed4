import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metrics } from './metrics.ts';

/** The delay is sampled by a timer of this period; what the histogram holds is period plus delay. */
const RESOLUTION_MS = 10;

export interface EventLoopMonitor {
  /** Forgets what was measured so far: loading modules at start is not a delay of the running service. */
  reset(): void;
  stop(): void;
}

/** Exports how long the event loop kept timers waiting, in seconds, since the last reset: median, p99 and maximum. */
export function addEventLoopMetrics(metrics: Metrics): EventLoopMonitor {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  metrics.gauge('salvia_event_loop_delay_seconds', 'delay of the event loop, seconds', ['quantile'], (gauge) => {
    gauge.set({ quantile: '0.5' }, delaySeconds(delays.percentile(50)));
    gauge.set({ quantile: '0.99' }, delaySeconds(delays.percentile(99)));
    gauge.set({ quantile: 'max' }, delaySeconds(delays.max));
  });
  return { reset: () => delays.reset(), stop: () => delays.disable() };
}

function delaySeconds(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000);
}
