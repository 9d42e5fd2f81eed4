import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { join } from './join.ts';
import { NetnsError } from './netns-error.ts';

const doorkeeper = fileURLToPath(new URL('../../dist/netns/doorkeeper.js', import.meta.url));

/**
 * Ways into a namespace. A Unix socket belongs to the file system, which all namespaces share: a process inside listens
 * on one, and passes what comes in on to its own loopback. So services need not listen to anyone else.
 */
export interface Doors {
  /** The process inside. */
  readonly pid: number;
  open(port: number): Promise<number>;
  close(): Promise<void>;
}

export async function openDoors(path: string, start: (command: readonly string[]) => ChildProcess): Promise<Doors> {
  const keeper = start([process.execPath, doorkeeper, path]);
  keeper.unref();
  for (const deadline = Date.now() + 20_000; !existsSync(path); await sleep(20))
    if (keeper.exitCode !== null || Date.now() > deadline)
      throw new NetnsError('TIMED_OUT', 'no way into the namespace: is the testkit built?');
  const servers = new Map<number, Server>();
  return {
    pid: keeper.pid ?? 0,
    async open(port) {
      const server = servers.get(port) ?? (await listen(path, port));
      servers.set(port, server);
      return (server.address() as AddressInfo).port;
    },
    async close() {
      for (const server of servers.values()) server.close();
      keeper.stdin?.end();
    },
  };
}

function listen(path: string, port: number): Promise<Server> {
  const wanted = Buffer.alloc(2);
  wanted.writeUInt16BE(port);
  const server = createServer((outside) => {
    const inside = connect(path);
    inside.write(wanted);
    join(outside, inside);
  });
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server));
  });
}
