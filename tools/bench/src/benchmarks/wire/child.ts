import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BenchError } from '../../errors.ts';
import type { Account, Question } from './process.ts';
import { RawLine } from './raw-line.ts';
import { greetingOf } from './samples.ts';

export type Kind = 'bare' | 'bare-all' | 'node' | 'node-tls';

/** Where the compiled process is, seen from the sources as from what they are compiled to. */
const PROCESS = fileURLToPath(new URL('../../../dist/benchmarks/wire/process.js', import.meta.url));

/** A server under test, and the lines to it. */
export class Child {
  readonly kind: Kind;
  readonly port: number;
  readonly lines: RawLine[] = [];
  readonly #process: ChildProcess;

  private constructor(kind: Kind, port: number, child: ChildProcess) {
    this.kind = kind;
    this.port = port;
    this.#process = child;
  }

  static async start(kind: Kind, folder: string): Promise<Child> {
    const child = fork(PROCESS, [kind, folder], { execArgv: ['--expose-gc'] });
    const gone = once(child, 'exit').then(() => {
      throw new BenchError('UNAVAILABLE', `the server under test (${kind}) does not start`);
    });
    const [{ port }] = (await Promise.race([once(child, 'message'), gone])) as [{ port: number }];
    gone.catch(() => undefined);
    return new Child(kind, port, child);
  }

  /** One more peer, with whom hands are shaken where that is done. */
  async connect(): Promise<RawLine> {
    const line = await RawLine.open(this.port, this.kind === 'node-tls');
    if (!this.kind.startsWith('bare')) {
      for (const [step, frame] of greetingOf(this.lines.length).entries()) {
        line.write(frame);
        await line.reaches(step + 1);
      }
      await line.reaches(3); // a ping comes last
    }
    this.lines.push(line);
    return line;
  }

  /** @param collect throw garbage away first */
  async account(collect = false): Promise<Account> {
    this.#process.send({ collect } satisfies Question);
    const [account] = (await once(this.#process, 'message')) as [Account];
    return account;
  }

  stop(): void {
    for (const line of this.lines) line.close();
    this.#process.disconnect();
  }
}
