import { readFileSync } from 'node:fs';
import { BenchError } from '../../errors.ts';

/** What a process has taken so far. */
export interface Usage {
  /** Computing time of all its threads, ms. */
  readonly cpuMs: number;
  /** Bytes that it has in memory now. */
  readonly resident: number;
  /** The most that it ever had. */
  readonly peak: number;
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
    const bytesOf = (name: string) => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]);
    return { cpuMs: ticks * TICK_MS, resident: bytesOf('VmRSS'), peak: bytesOf('VmHWM') };
  } catch (error) {
    throw new BenchError(
      'UNAVAILABLE',
      `what process ${pid} takes is read from /proc, as Linux has it: ${String(error)}`,
    );
  }
}
