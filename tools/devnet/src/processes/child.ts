import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadyInfo } from '@salvia/service';
import { DevnetError } from '../errors.ts';

export interface ChildSpec {
  readonly name: string;
  /** Script and arguments for this Node. */
  readonly command: readonly string[];
  readonly logFile: string;
  readonly readyFile: string;
}

/** A running service: its process, and how it ended once it has. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts a process of its own group, so that a Ctrl-C at the terminal reaches only the devnet, which stops it in order. */
export function startChild({ name, command, logFile, readyFile }: ChildSpec): Child {
  rmSync(readyFile, { force: true });
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, command, { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  return {
    name,
    pid: child.pid ?? -1,
    ended: ending(child),
    kill: (signal) => void child.kill(signal),
  };
}

const ending = (child: ChildProcess): Child['ended'] =>
  new Promise((resolve) => {
    child.once('error', () => resolve({ code: 1, signal: null }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });

function readReady(file: string, pid: number): ReadyInfo | null {
  try {
    const info = JSON.parse(readFileSync(file, 'utf8')) as ReadyInfo;
    return info.pid === pid ? info : null;
  } catch {
    return null;
  }
}

/** Waits until a service says that it runs; fails if it ends first. */
export async function untilReady(child: Child, { readyFile, logFile }: ChildSpec, limitMs: number): Promise<ReadyInfo> {
  let ended = false;
  void child.ended.then(() => {
    ended = true;
  });
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(50)) {
    const info = readReady(readyFile, child.pid);
    if (info) return info;
    if (ended) throw new DevnetError('SERVICE_FAILED', `${child.name} ended at its start: ${lastLine(logFile)}`);
  }
  throw new DevnetError('SERVICE_FAILED', `${child.name} does not get ready; see ${logFile}`);
}

/** The last line of a log: what a service said when it failed. */
export function lastLine(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  return lines.at(-1) || 'it said nothing';
}
