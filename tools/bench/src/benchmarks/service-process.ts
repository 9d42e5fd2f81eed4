import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRpcClient, type ReadyInfo, type RpcClient } from '@salvia/service';
import { BenchError } from '../errors.ts';
import { onCores } from './sync/cores.ts';
import { type Usage, usageOf } from './sync/usage.ts';

const LOOK_MS = 20;

export interface ServiceWish {
  /** Path of what is started. */
  readonly program: string;
  /** Of its own: database, key, log. */
  readonly folder: string;
  /** Path of the network file. */
  readonly network: string;
  readonly cores: readonly number[] | undefined;
  /** Options beyond those. */
  readonly config: object;
}

/** A service in a process of its own, as its users start it. */
export class ServiceProcess {
  readonly port: number;
  /** Of its RPC. */
  readonly url: string;
  readonly rpc: RpcClient;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, { port, rpcPort }: ReadyInfo) {
    this.#child = child;
    this.port = port ?? 0;
    this.url = `http://127.0.0.1:${rpcPort}`;
    this.rpc = createRpcClient(this.url);
  }

  /** Resolves when it runs. */
  static async start({ program, folder, network, cores, config }: ServiceWish): Promise<ServiceProcess> {
    mkdirSync(folder, { recursive: true });
    const [path, readyFile, logFile] = ['config.json', 'ready.json', 'log'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const common = { network, dataDir: folder, readyFile, logFormat: 'json', port: 0, rpcPort: 0 };
    writeFileSync(path, JSON.stringify({ ...common, peerIntervalSeconds: 1, ...config }));
    const log = openSync(logFile, 'w');
    const [command, ...args] = onCores(cores, [program, '--config', path]);
    const child = spawn(command, args, { stdio: ['ignore', log, log] });
    closeSync(log);
    while (!existsSync(readyFile)) {
      if (child.exitCode !== null)
        throw new BenchError('UNAVAILABLE', `${program} does not start: ${readFileSync(logFile, 'utf8').slice(-2000)}`);
      await sleep(LOOK_MS);
    }
    return new ServiceProcess(child, JSON.parse(readFileSync(readyFile, 'utf8')) as ReadyInfo);
  }

  usage(): Usage {
    return usageOf(this.#child.pid as number);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends it at once, even if it is stopped. */
  async end(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}
