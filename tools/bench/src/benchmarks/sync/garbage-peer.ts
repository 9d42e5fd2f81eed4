import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BenchError } from '../../errors.ts';
import { onCores } from './cores.ts';
import type { Stage } from './stage.ts';

/** Where the compiled process is, seen from the sources as from what they are compiled to. */
const PROCESS = fileURLToPath(new URL('../../../dist/benchmarks/sync/garbage-process.js', import.meta.url));

/** A peer in a process of its own that serves half of the chain as it is, and garbage from there on. */
export class GarbagePeer {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start({ folder, networkId, chain, cores }: Stage, name: string): Promise<GarbagePeer> {
    const [command, ...args] = onCores(cores?.servers, [PROCESS, chain, networkId, `${folder}/${name}`]);
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const gone = once(child, 'exit').then(() => {
      throw new BenchError('UNAVAILABLE', 'the peer that serves garbage does not start');
    });
    await Promise.race([once(child, 'message'), gone]);
    gone.catch(() => undefined);
    return new GarbagePeer(child);
  }

  /** Connects with a full node. */
  dial(port: number): void {
    this.#child.send({ port });
  }

  /** How often it served garbage. */
  async served(): Promise<number> {
    this.#child.send({});
    const [{ garbage }] = (await once(this.#child, 'message')) as [{ garbage: number }];
    return garbage;
  }

  end(): void {
    this.#child.disconnect();
  }
}
