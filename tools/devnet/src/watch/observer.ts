import { readFile } from 'node:fs/promises';
import { createRpcClient, type RpcClient } from '@salvia/service';
import type { Ports } from '../plan/ports.ts';
import { type ServicePlan, WALLET } from '../plan/topology.ts';
import { rpcUrl } from '../plan/wallet-url.ts';
import type { NodeRow, RoleRow, Snapshot } from './snapshot.ts';
import { walletWatch } from './wallet.ts';

interface FullNodeState {
  readonly height: number;
  readonly tips: readonly { readonly height: number; readonly weight: string }[];
  readonly lca: { readonly height: number; readonly headerHash: string };
  readonly blockSeconds: number | null;
  readonly peers: Readonly<Record<string, number>>;
}

interface TimelordState {
  /** Of now, 0 between two challenges; and the mean over all proofs. */
  readonly iterationsPerSecond: number;
  readonly averageIterationsPerSecond: number;
}

interface HarvesterState {
  readonly plots: { readonly count: number };
}

/** Null until a timelord has done anything. */
const speedOf = (state: TimelordState | undefined): number | null =>
  state?.iterationsPerSecond || state?.averageIterationsPerSecond || null;

/** Looks at a running network through the RPC of its services, and at its processes. */
export interface Observer {
  look(pids: ReadonlyMap<string, number>): Promise<Snapshot>;
}

/** Resident memory of a process in megabytes, where the system tells (Linux). */
async function residentMb(pid: number | undefined): Promise<number | null> {
  if (pid === undefined) return null;
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(text)?.[1];
  return kilobytes === undefined ? null : Math.round((Number(kilobytes) * 1024) / 1e5) / 10;
}

function nodeRow(name: string, state: FullNodeState): NodeRow {
  const heaviestFirst = state.tips.toSorted((a, b) => (BigInt(a.weight) > BigInt(b.weight) ? -1 : 1));
  return {
    name,
    height: state.height,
    lca: state.lca.headerHash,
    lcaHeight: state.lca.height,
    tips: heaviestFirst.map(({ height }) => height),
    blockSeconds: state.blockSeconds,
    peers: Object.values(state.peers).reduce((sum, count) => sum + count, 0),
  };
}

export function createObserver(services: readonly ServicePlan[], ports: Readonly<Record<string, Ports>>): Observer {
  const urlOf = (name: string) => rpcUrl(ports[name]?.rpcPort ?? 0);
  const clients = new Map<string, RpcClient>(
    services.map(({ name }) => [name, createRpcClient(urlOf(name), { timeoutMs: 2000 })]),
  );
  const lookAtWallet = walletWatch(urlOf(WALLET));
  const statesOf = async <T>(role: ServicePlan['role']): Promise<[string, T][]> => {
    const asked = services
      .filter((service) => service.role === role)
      .map(async ({ name }): Promise<[string, T] | null> => {
        const state = await clients
          .get(name)
          ?.state<T>()
          .catch(() => null);
        return state ? [name, state] : null;
      });
    return (await Promise.all(asked)).filter((row) => row !== null);
  };
  const roleRows = (pids: ReadonlyMap<string, number>): Promise<RoleRow[]> =>
    Promise.all(services.map(async ({ name, role }) => ({ name, role, rssMb: await residentMb(pids.get(name)) })));

  return {
    async look(pids) {
      const [nodes, timelords, harvesters, wallet, roles] = await Promise.all([
        statesOf<FullNodeState>('full-node'),
        statesOf<TimelordState>('timelord'),
        statesOf<HarvesterState>('harvester'),
        lookAtWallet(),
        roleRows(pids),
      ]);
      return {
        nodes: nodes.map(([name, state]) => nodeRow(name, state)),
        roles,
        iterationsPerSecond: speedOf(timelords[0]?.[1]),
        plots: harvesters.reduce((sum, [, { plots }]) => sum + plots.count, 0),
        wallet,
      };
    },
  };
}
