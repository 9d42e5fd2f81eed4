import { readdirSync, readFileSync } from 'node:fs';
import { BenchError } from '../../errors.ts';

/** What a process has taken so far. */
export interface Usage {
  /** Computing time of all its threads, ms. */
  readonly cpuMs: number;
  /** Time for which its threads could have computed, but others did, ms. */
  readonly delayedMs: number;
  /** Bytes that it has in memory now. */
  readonly resident: number;
}

/** Of a tick, the unit of /proc. */
const TICK_MS = 10;
/** Where they are among the fields after the name. */
const FIELD = { user: 11, system: 12 } as const;

/** @throws BenchError UNAVAILABLE where the system does not tell */
export function usageOf(pid: number): Usage {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[FIELD.user]) + Number(fields[FIELD.system]);
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    return { cpuMs: ticks * TICK_MS, delayedMs: delayOf(pid), resident: Number(kilobytes) * 1024 };
  } catch (error) {
    throw new BenchError(
      'UNAVAILABLE',
      `what process ${pid} takes is read from /proc, as Linux has it: ${String(error)}`,
    );
  }
}

/** The second number of a thread's `schedstat`: nanoseconds in a queue for a processor. */
function delayOf(pid: number): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[1]),
  );
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}
