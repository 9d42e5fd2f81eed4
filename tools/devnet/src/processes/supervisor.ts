import { setTimeout as sleep } from 'node:timers/promises';
import { DevnetError } from '../errors.ts';
import { type Child, type ChildSpec, lastLine, startChild, untilReady } from './child.ts';

export interface Supervisor {
  /** Starts every service and waits until all run. */
  start(): Promise<void>;
  /** Process ids of the services that run now. */
  pids(): ReadonlyMap<string, number>;
  /** Rejects when a service cannot be kept running. */
  readonly failure: Promise<never>;
  stop(): Promise<void>;
}

export interface SupervisorOptions {
  readonly onRestart: (name: string, how: string) => void;
  readonly readyMs?: number;
  readonly stopMs?: number;
  /** A service that ends this often within a minute is given up. */
  readonly restartsPerMinute?: number;
}

/** Keeps a list of services running: one that dies is started again, as an init system would. */
export function createSupervisor(specs: readonly ChildSpec[], options: SupervisorOptions): Supervisor {
  const { onRestart, readyMs = 30_000, stopMs = 12_000, restartsPerMinute = 5 } = options;
  const running = new Map<string, Child>();
  const deaths = new Map<string, number[]>();
  let stopping = false;
  let fail: (error: Error) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failure.catch(() => {});

  function launch(spec: ChildSpec): Child {
    const child = startChild(spec);
    running.set(spec.name, child);
    return child;
  }

  function watch(spec: ChildSpec, child: Child): void {
    void child.ended.then(async ({ code, signal }) => {
      if (running.get(spec.name) === child) running.delete(spec.name);
      if (stopping) return;
      const how = signal ? `was killed (${signal})` : `ended with code ${code}`;
      if (tooManyDeaths(spec.name))
        return fail(new DevnetError('SERVICE_FAILED', `${spec.name} ${how} again: ${lastLine(spec.logFile)}`));
      onRestart(spec.name, how);
      await sleep(500);
      if (!stopping) watch(spec, launch(spec));
    });
  }

  function tooManyDeaths(name: string): boolean {
    const now = Date.now();
    const recent = [...(deaths.get(name) ?? []), now].filter((time) => time > now - 60_000);
    deaths.set(name, recent);
    return recent.length > restartsPerMinute;
  }

  async function stopChild(child: Child): Promise<void> {
    child.kill('SIGTERM');
    const late = sleep(stopMs, 'late', { ref: false });
    if ((await Promise.race([child.ended, late])) === 'late') child.kill('SIGKILL');
    await child.ended;
  }

  return {
    async start() {
      const children = specs.map((spec) => ({ spec, child: launch(spec) }));
      await Promise.all(children.map(({ spec, child }) => untilReady(child, spec, readyMs)));
      for (const { spec, child } of children) watch(spec, child);
    },
    pids: () => new Map([...running].map(([name, { pid }]) => [name, pid])),
    failure,
    async stop() {
      stopping = true;
      for (const { name } of specs.toReversed()) {
        const child = running.get(name);
        if (child) await stopChild(child);
      }
    },
  };
}
