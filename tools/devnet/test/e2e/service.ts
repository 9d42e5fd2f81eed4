import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { createRpcClient, type Role, type RpcClient } from '@salvia/service';
import type { LabHost, LabProcess } from '@salvia/testkit';
import { layout } from '../../src/plan/layout.ts';
import { saveJson } from '../../src/plan/saved-plan.ts';
import { programOf } from '../../src/processes/programs.ts';
import { readyFile, until } from './process.ts';

/** Where a service runs: on this machine, or on a host of a lab. */
export type Place = Pick<LabHost, 'spawn' | 'door'>;

/** One role as a process of its own, with the folder that a devnet would give it. */
export interface Service {
  readonly name: string;
  readonly pid: number;
  readonly rpc: RpcClient;
  readonly ended: Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
  /** Asks it to end, and waits. */
  stop(): Promise<void>;
}

export interface ServiceWish {
  readonly name: string;
  readonly role: Role;
  /** Options beyond the paths. */
  readonly config: object;
}

function spawnHere([program, ...args]: readonly [string, ...string[]], logFile: string): LabProcess {
  const log = openSync(logFile, 'a');
  const child = spawn(program, args, { stdio: ['ignore', log, log] });
  closeSync(log);
  return {
    pid: child.pid ?? 0,
    ended: once(child, 'exit').then(([code]) => code as number | null),
    signal: (signal) => void child.kill(signal),
  };
}

export const here: Place = { spawn: spawnHere, door: async (port) => port };

/** Starts a service with a folder of the network's folder as its own, and waits until it runs. */
export async function startService(folder: string, wish: ServiceWish, place: Place = here): Promise<Service> {
  const { name, role, config } = wish;
  const places = layout(folder);
  mkdirSync(places.data(name), { recursive: true });
  rmSync(places.ready(name), { force: true });
  saveJson(places.config(name), {
    network: places.network,
    dataDir: places.data(name),
    readyFile: places.ready(name),
    logFormat: 'json',
    ...config,
  });
  const command = [process.execPath, programOf(role), '--config', places.config(name)] as const;
  const child = place.spawn([...command], places.log(name));
  let endedWith: number | null | undefined;
  const ended = child.ended.then((code) => {
    endedWith = code;
    return code;
  });
  const { rpcPort } = await until(() => {
    if (endedWith !== undefined) throw new Error(`${name} ended with code ${endedWith}; see ${places.log(name)}`);
    return readyFile(folder, name);
  }, 60_000);
  const rpc = createRpcClient(`http://127.0.0.1:${await place.door(rpcPort)}`, { timeoutMs: 10_000 });
  return {
    name,
    pid: child.pid,
    rpc,
    ended,
    signal: child.signal,
    async stop() {
      child.signal('SIGTERM');
      await ended;
    },
  };
}
