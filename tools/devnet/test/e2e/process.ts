import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createRpcClient, type RpcClient } from '@salvia/service';

const program = fileURLToPath(new URL('../../bin/devnet.mjs', import.meta.url));

type Line = Readonly<Record<string, unknown>>;

/** The devnet as its user starts it: a process of its own in a folder of its own. */
export interface DevnetProcess {
  readonly folder: string;
  /** The JSON lines so far. */
  readonly lines: readonly Line[];
  /** Waits for a line of this event. */
  event(name: string, limitMs: number): Promise<Line>;
  readonly ended: Promise<{ readonly code: number | null; readonly last: Line | undefined; readonly stderr: string }>;
  signal(signal: NodeJS.Signals): void;
  /** Removes the folder; ends the process first if it still runs. */
  clean(): Promise<void>;
}

export function startDevnet(
  args: readonly string[],
  folder = mkdtempSync(join(tmpdir(), 'salvia-e2e-')),
): DevnetProcess {
  const child = spawn(process.execPath, [program, '--json', '--data-dir', folder, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Line[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line) as Line));
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; last: Line | undefined; stderr: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, last: lines.at(-1), stderr })),
  );
  return {
    folder,
    lines,
    ended,
    signal: (signal) => void child.kill(signal),
    event: (name, limitMs) =>
      until(() => lines.find(({ event }) => event === name) ?? failIfEnded(child, stderr), limitMs),
    async clean() {
      if (child.exitCode === null) child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function failIfEnded({ exitCode }: ChildProcess, stderr: string): null {
  if (exitCode !== null) throw new Error(`the devnet ended with code ${exitCode}: ${stderr}`);
  return null;
}

/** Waits until a look gives something. */
export async function until<T>(look: () => T | null | Promise<T | null>, limitMs: number): Promise<T> {
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(200)) {
    const value = await look();
    if (value !== null) return value;
  }
  throw new Error(`waited ${limitMs} ms in vain`);
}

export interface ReadyFile {
  readonly pid: number;
  /** Where it listens for peers. */
  readonly port: number;
  readonly rpcPort: number;
}

export function readyFile(folder: string, service: string): ReadyFile | null {
  try {
    return JSON.parse(readFileSync(join(folder, service, 'ready.json'), 'utf8')) as ReadyFile;
  } catch {
    return null;
  }
}

export function rpcOf(folder: string, service: string): RpcClient {
  const ready = readyFile(folder, service);
  if (ready === null) throw new Error(`${service} is not ready`);
  return createRpcClient(`http://127.0.0.1:${ready.rpcPort}`, { timeoutMs: 5000 });
}
