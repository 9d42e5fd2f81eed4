import type { ChainStores } from '@salvia/blockchain';
import { cpuMs } from '../measure/cpu.ts';

/** Stores that add up the computing time of their calls, ms; of calls within a call only the outer one counts. */
export interface TimedStores {
  readonly stores: ChainStores;
  spent(): number;
}

type Call = (...args: unknown[]) => unknown;

export function timedStores(stores: ChainStores): TimedStores {
  let depth = 0;
  let spent = 0;
  const count = (call: Call): Call => {
    return (...args) => {
      const start = depth === 0 ? cpuMs() : 0;
      depth += 1;
      try {
        return call(...args);
      } finally {
        depth -= 1;
        if (depth === 0) spent += cpuMs() - start;
      }
    };
  };
  const wrap = (value: unknown): unknown => {
    if (typeof value === 'function') return count(value as Call);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wrap(member)]));
  };
  return { stores: wrap(stores) as ChainStores, spent: () => spent };
}
