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

/** What there is to know about a run. */
export interface Result {
  readonly benchmark: string;
  readonly runs: number;
  readonly machine: Machine;
  readonly figures: readonly Figure[];
  /** Labels of the figures above their limit. */
  readonly exceeded: readonly string[];
}

/** Values by id; of ids with a dot, `{ before: { after: value } }`. */
export type Values = { readonly [id: string]: number | Readonly<Record<string, number>> };

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

export function valuesOf(figures: readonly Figure[]): Values {
  const values: Record<string, number | Record<string, number>> = {};
  for (const { id, value } of figures) {
    const [group, name] = id.split(/\.(.*)/s) as [string, string | undefined];
    if (name === undefined) values[group] = value;
    else values[group] = { ...(values[group] as Record<string, number> | undefined), [name]: value };
  }
  return values;
}

/** What `--json` prints: every value under its name, then all that belongs to it. */
export const jsonOf = (result: Result): string => JSON.stringify({ ...valuesOf(result.figures), ...result });
