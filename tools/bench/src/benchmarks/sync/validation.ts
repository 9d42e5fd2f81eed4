import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Cost } from '../../measure/cpu.ts';
import { onCores } from './cores.ts';
import type { Stage } from './stage.ts';

/** Where the compiled process is, seen from the sources as from what they are compiled to. */
const PROCESS = fileURLToPath(new URL('../../../dist/benchmarks/sync/validation-process.js', import.meta.url));

/** Adds the chain to an empty one as `bench blockchain` does, on the cores and with the threads of the node that syncs. */
export async function validate({ folder, chain, cores, threads }: Stage, name: string): Promise<Cost> {
  const [command, ...args] = onCores(cores?.node, [PROCESS, chain, folder, name, String(threads)]);
  const { stdout } = await promisify(execFile)(command, args);
  return JSON.parse(stdout) as Cost;
}
