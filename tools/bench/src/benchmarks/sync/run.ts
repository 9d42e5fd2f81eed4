import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expectTrue } from '../../errors.ts';
import type { Cost } from '../../measure/cpu.ts';
import { type FullNode, startFullNode } from './full-node.ts';
import { type Stage, startServer } from './stage.ts';

/** What a sync took, from the moment at which the node learns of the chain until it has it all. */
export interface SyncCost extends Cost {
  /** Its memory, bytes: before, and the most until it had half of the blocks, and all. */
  readonly memory: { readonly before: number; readonly midway: number; readonly end: number };
}

/** What happens to one of the peers. */
export interface Disturbance {
  /** Before the node starts. */
  prepare?(): Promise<void>;
  /** Once the node runs. */
  begin?(node: FullNode): void;
  /** When it has half of the chain. */
  midway?(servers: readonly FullNode[]): void;
  /** After everything, whatever came of it. */
  end?(): void | Promise<void>;
}

interface Progress {
  readonly state: string;
  readonly blockHeight: number | null;
  /** Milliseconds since 1970; null while idle. */
  readonly startedAt: number | null;
}

/** Looking takes the node's time as well, so it is looked rarely, but more often when something is about to come. */
const LOOK_MS = { least: 100, most: 1000 };
/** A sync that takes that many times longer for a block than anything would is stuck. */
const LONGEST_MS_PER_BLOCK = 1000;

/** A new node syncs the chain from so many full nodes. */
export async function syncFrom(
  stage: Stage,
  count: number,
  name: string,
  disturbance: Disturbance = {},
): Promise<SyncCost> {
  const names = Array.from({ length: count }, (_, i) => `${name}-server-${i}`);
  const servers: FullNode[] = [];
  let node: FullNode | null = null;
  try {
    for (const server of names) servers.push(await startServer(stage, server));
    await disturbance.prepare?.();
    const peers = servers.map(({ port }) => `127.0.0.1:${port}`);
    const config = { peers, targetOutbound: 0, verifierThreads: stage.threads, shortSyncBlocks: shortSync(stage) };
    node = await startFullNode({
      folder: join(stage.folder, name),
      network: stage.network,
      cores: stage.cores?.node,
      config,
    });
    disturbance.begin?.(node);
    return await watch(stage, node, () => disturbance.midway?.(servers));
  } finally {
    await disturbance.end?.();
    for (const each of node === null ? servers : [...servers, node]) await each.end();
    for (const folder of [...names, name]) rmSync(join(stage.folder, folder), { recursive: true, force: true });
  }
}

/** The usual number, unless the whole chain is shorter. */
const shortSync = ({ height }: Stage): number => Math.min(20, height - 2);

async function watch({ height }: Stage, node: FullNode, midway: () => void): Promise<SyncCost> {
  const start = node.usage();
  const half = Math.floor(height / 2);
  const until = Date.now() + 60_000 + height * LONGEST_MS_PER_BLOCK;
  let startedAt: number | null = null;
  let peakMidway: number | null = null;
  for (;;) {
    const progress = await node.rpc.get<Progress>('/sync');
    startedAt ??= progress.startedAt;
    const reached = await heightOf(node, progress);
    const { cpuMs, peak } = node.usage();
    if (reached >= half && peakMidway === null) {
      peakMidway = peak;
      midway();
    }
    if (reached === height) {
      const elapsed = Date.now() - (startedAt ?? Number.NaN);
      const memory = { before: start.resident, midway: peakMidway ?? peak, end: peak };
      return { elapsed, cpu: cpuMs - start.cpuMs, memory };
    }
    expectTrue(Date.now() < until, `the sync, which is at height ${reached}`);
    await sleep(lookAfter(reached, peakMidway === null ? half : height, Date.now() - (startedAt ?? Date.now())));
  }
}

/** Half of the time that what is missing takes at the rate so far. */
function lookAfter(reached: number, aim: number, elapsed: number): number {
  const missing = reached === 0 ? 0 : (elapsed / reached) * (aim - reached);
  return Math.min(Math.max(missing / 2, LOOK_MS.least), LOOK_MS.most);
}

/** While a sync is under way it says how far it is; before and after, the chain does. */
async function heightOf(node: FullNode, { state, blockHeight }: Progress): Promise<number> {
  if (state !== 'idle') return blockHeight ?? 0;
  return (await node.rpc.state<{ height: number }>()).height;
}
