import { availableParallelism, cpus, loadavg } from 'node:os';
import { exceeded, type Figure } from './figure.ts';

/** What the times depend on besides the program. */
export interface Machine {
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  /** Processes that were waiting for a core, on average over a minute: above `cores`, times are too long. */
  readonly load: number;
}

/** What `--json` prints. */
export interface Result {
  readonly benchmark: string;
  readonly runs: number;
  readonly machine: Machine;
  readonly figures: readonly Figure[];
  /** Labels of the figures above their limit. */
  readonly exceeded: readonly string[];
}

export function describeMachine(): Machine {
  return {
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    load: Number((loadavg()[0] ?? 0).toFixed(2)),
  };
}

export function resultOf(benchmark: string, runs: number, machine: Machine, figures: readonly Figure[]): Result {
  return { benchmark, runs, machine, figures, exceeded: exceeded(figures) };
}
