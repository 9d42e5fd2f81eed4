import { type Metrics } from './metrics.ts';

/** Memory, processor time and age of this process, under the names that Prometheus clients commonly use. */
export function addProcessMetrics(metrics: Metrics, role: string, version: string): void {
  metrics.gauge('salvia_info', 'what runs here; always 1', ['role', 'version']).set({ role, version }, 1);
  metrics.gauge('process_resident_memory_bytes', 'resident memory, bytes', [], (gauge) =>
    gauge.set(process.memoryUsage.rss()),
  );
  metrics.gauge('process_cpu_seconds_total', 'user and system processor time, seconds', [], (gauge) =>
    gauge.set(cpuSeconds()),
  );
  metrics
    .gauge('process_start_time_seconds', 'start of the process, seconds since 1970')
    .set(Math.round(Date.now() / 1000 - process.uptime()));
  metrics.gauge('nodejs_heap_size_bytes', 'JavaScript heap, bytes', ['kind'], (gauge) => {
    const { heapUsed, heapTotal, external } = process.memoryUsage();
    gauge.set({ kind: 'used' }, heapUsed);
    gauge.set({ kind: 'total' }, heapTotal);
    gauge.set({ kind: 'external' }, external);
  });
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
