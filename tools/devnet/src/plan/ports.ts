import { createServer } from 'node:net';
import { DEFAULT_PORTS } from '@salvia/service';
import { DevnetError } from '../errors.ts';
import type { ServicePlan } from './topology.ts';

export interface Ports {
  readonly port: number;
  readonly rpcPort: number;
}

/** The second service of a role listens this much above the first, and so on. */
const step = 10;
const attempts = 200;

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function firstFree(from: number, taken: ReadonlySet<number>): Promise<number> {
  for (let port = from; port < from + attempts * step && port < 65_536; port += step)
    if (!taken.has(port) && (await isFree(port))) return port;
  throw new DevnetError('NO_FREE_PORT', `no free port at or above ${from}; stop what listens there`);
}

/** Ports for every service: those it had before while they are free, else the role's own or free ones above. */
export async function choosePorts(
  services: readonly ServicePlan[],
  before: Readonly<Record<string, Ports>> = {},
): Promise<Record<string, Ports>> {
  const taken = new Set<number>();
  const chosen: Record<string, Ports> = {};
  const choose = async (wanted: number) => {
    const port = await firstFree(wanted, taken);
    taken.add(port);
    return port;
  };
  for (const { name, role } of services) {
    const wanted = before[name] ?? DEFAULT_PORTS[role];
    chosen[name] = { port: await choose(wanted.port), rpcPort: await choose(wanted.rpcPort) };
  }
  return chosen;
}
