import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { NetnsError } from './netns-error.ts';

const LISTEN = '0A';

/** TCP ports on which anything listens in the network namespace of a process. */
export function listeningPorts(pid: number): Set<number> {
  const rows = ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n'));
  const cells = rows.map((row) => row.trim().split(/\s+/)).filter(([, , , state]) => state === LISTEN);
  return new Set(cells.map(([, local]) => Number.parseInt(local?.split(':')[1] ?? '', 16)));
}

export async function untilListening(pid: number, port: number, limitMs: number): Promise<void> {
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(50))
    if (listeningPorts(pid).has(port)) return;
  throw new NetnsError('TIMED_OUT', `nothing listens on port ${port} after ${limitMs} ms`);
}
