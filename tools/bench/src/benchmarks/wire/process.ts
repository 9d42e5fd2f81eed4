import { setTimeout } from 'node:timers/promises';
import { bareServer } from './bare-server.ts';
import { nodeServer } from './node-server.ts';

/*
 * A server under test, in a process of its own: `process.js bare|bare-all|node|node-tls [folder]`. It tells its port, and,
 * whenever it is asked, what it has computed so far and what it has in memory.
 */

/** What a server tells when asked. */
export interface Account {
  /** Computing time of all threads, in milliseconds. */
  readonly cpuMs: number;
  /** Bytes in memory; with nothing left to collect if that was asked for. */
  readonly resident: number;
}

export interface Question {
  readonly collect: boolean;
}

const [kind, folder = ''] = process.argv.slice(2);
const port = await (kind?.startsWith('bare')
  ? bareServer(kind === 'bare-all')
  : nodeServer(kind === 'node-tls' ? folder : null));

/** Throws garbage away, and lets the system have the pages, which it gets in the background. */
async function collectAll(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    globalThis.gc?.();
    await setTimeout(200);
  }
}

process.on('message', async ({ collect }: Question) => {
  if (collect) await collectAll();
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, resident: process.memoryUsage.rss() } satisfies Account);
});
process.on('disconnect', () => process.exit());
process.send?.({ port });
