import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DevnetError } from '../errors.ts';
import type { Layout } from '../plan/layout.ts';

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Command line of a process; empty if there is none. */
const commandLine = (pid: number): string => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** One devnet per folder. Returns what gives the folder up again. */
export function lockFolder({ lock, root }: Layout): () => void {
  const owner = Number(read(lock));
  if (owner > 0 && owner !== process.pid && isAlive(owner) && commandLine(owner).includes('devnet'))
    throw new DevnetError(
      'ALREADY_RUNNING',
      `a devnet runs in ${root} already (process ${owner}); stop it, or choose another --data-dir`,
    );
  writeFileSync(lock, `${process.pid}`);
  return () => rmSync(lock, { force: true });
}

function leftover(layout: Layout, service: string): number | null {
  const text = read(layout.ready(service));
  const pid = text === '' ? 0 : (JSON.parse(text) as { pid: number }).pid;
  return pid > 0 && commandLine(pid).includes(layout.config(service)) ? pid : null;
}

/** Stops services that outlived a devnet that was killed: they would hold ports and databases. */
export async function stopLeftovers(layout: Layout, waitMs = 12_000): Promise<void> {
  const services = readdirSync(layout.root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const pids = services.map(({ name }) => leftover(layout, name)).filter((pid) => pid !== null);
  for (const pid of pids) process.kill(pid, 'SIGTERM');
  for (const deadline = Date.now() + waitMs; pids.some(isAlive) && Date.now() < deadline; ) await sleep(50);
  for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL');
}
