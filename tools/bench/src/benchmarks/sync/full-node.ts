import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createRpcClient, type ReadyInfo, type RpcClient } from '@salvia/service';
import { BenchError } from '../../errors.ts';
import { onCores } from './cores.ts';
import { type Usage, usageOf } from './usage.ts';

/** The program, as its users start it. */
const PROGRAM = fileURLToPath(new URL('dist/main.js', import.meta.resolve('@salvia/full-node/package.json')));
const LOOK_MS = 20;

export interface FullNodeWish {
  /** Of its own: database, key, log. */
  readonly folder: string;
  /** Path of the network file. */
  readonly network: string;
  readonly cores: readonly number[] | undefined;
  /** Options beyond those. */
  readonly config: object;
}

/** A full node in a process of its own. */
export class FullNode {
  readonly port: number;
  readonly rpc: RpcClient;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, { port, rpcPort }: ReadyInfo) {
    this.#child = child;
    this.port = port ?? 0;
    this.rpc = createRpcClient(`http://127.0.0.1:${rpcPort}`);
  }

  /** Resolves when it runs. */
  static async start({ folder, network, cores, config }: FullNodeWish): Promise<FullNode> {
    mkdirSync(folder, { recursive: true });
    const [path, readyFile, logFile] = ['config.json', 'ready.json', 'log'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const common = { network, dataDir: folder, readyFile, logFormat: 'json', port: 0, rpcPort: 0 };
    writeFileSync(path, JSON.stringify({ ...common, peerIntervalSeconds: 1, ...config }));
    const log = openSync(logFile, 'w');
    const [command, ...args] = onCores(cores, [PROGRAM, '--config', path]);
    const child = spawn(command, args, { stdio: ['ignore', log, log] });
    closeSync(log);
    while (!existsSync(readyFile)) {
      if (child.exitCode !== null)
        throw new BenchError(
          'UNAVAILABLE',
          `the full node does not start: ${readFileSync(logFile, 'utf8').slice(-2000)}`,
        );
      await sleep(LOOK_MS);
    }
    return new FullNode(child, JSON.parse(readFileSync(readyFile, 'utf8')) as ReadyInfo);
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
