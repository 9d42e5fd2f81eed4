import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Who computes where. */
export interface Cores {
  /** Of the node that syncs, and of the validation that it is held against. */
  readonly node: readonly number[];
  /** Of those that serve it. */
  readonly servers: readonly number[];
}

/** More threads than that have nothing to do. */
const MOST = 2;

/**
 * Half of the cores for the node, at most two, and the others for its peers, so that what it is served with takes nothing
 * from it. Null where there is one core only, or no way to bind processes to some.
 */
export function splitCores(): Cores | null {
  const count = availableParallelism();
  if (count < 2 || spawnSync('taskset', ['--version']).status !== 0) return null;
  const cores = Array.from({ length: count }, (_, core) => core);
  const nodes = Math.min(MOST, Math.floor(count / 2));
  return { node: cores.slice(0, nodes), servers: cores.slice(nodes) };
}

/** A command line that runs a Node.js script on those cores; on any if it is not said. */
export function onCores(cores: readonly number[] | undefined, script: readonly string[]): [string, ...string[]] {
  const command = [process.execPath, ...script] as const;
  return cores === undefined ? [...command] : ['taskset', '-c', cores.join(','), ...command];
}
