import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { run } from './command.ts';
import { ownerOf } from './names.ts';

/** Ends what runs in all namespaces whose names begin with $1, removes them and with them all cards and bridges. */
const removal = `
for namespace in $(ip netns list | cut -d ' ' -f 1 | grep -- "^$1"); do
  ip netns pids "$namespace" | xargs -r kill -9
  ip netns del "$namespace"
done
exit 0`;

/** Removes all of a prefix, and the folder $2, once its standard input ends: when told to, or when its owner is gone. */
const reaper = `cat >/dev/null\nrm -rf "$2"\n${removal}`;

export interface Reaper {
  /** Removes everything now. */
  reap(): Promise<void>;
}

/**
 * Whatever becomes of this process (an end, a crash, a Ctrl-C, a kill), its namespaces and its folder go. The reaper is in a session of
 * its own, so that a Ctrl-C at the terminal does not reach it.
 */
export function startReaper(namePrefix: string, folder: string): Reaper {
  const child = spawn('sh', ['-c', reaper, 'reaper', namePrefix, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  letGo(child);
  return {
    async reap() {
      const ended = once(child, 'exit');
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}

/** A reaper does not keep this process from ending. */
function letGo(child: ChildProcess): void {
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Namespaces that are there now and that tests made. */
export async function testNamespaces(): Promise<string[]> {
  const lines = (await run('ip', 'netns', 'list')).split('\n');
  return lines.map((line) => line.split(' ')[0] ?? '').filter((name) => ownerOf(name) !== null);
}

/** Removes what earlier processes left behind whose reaper was killed too. */
export async function sweep(): Promise<void> {
  const owners = new Set((await testNamespaces()).map((name) => ownerOf(name) as number));
  for (const pid of owners) if (!isAlive(pid)) await run('sh', '-c', removal, 'sweep', `salvia-${pid}-`);
}
