import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Cable } from './cable.ts';
import { type Doors, openDoors } from './doors.ts';
import { untilListening } from './listening.ts';

export interface LabProcess {
  readonly pid: number;
  /** Exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
}

/** One machine of a lab: a network namespace with an address, a loopback device and a cable to its switch. */
export interface LabHost {
  readonly name: string;
  /** IPv4, private. */
  readonly address: string;
  readonly cable: Cable;
  /** Starts a program on this host; what it prints is added to a file. */
  spawn(command: readonly [string, ...string[]], logFile: string): LabProcess;
  /** Waits until something on this host listens on a TCP port; throws TIMED_OUT. */
  untilListening(port: number, limitMs: number): Promise<void>;
  /** A port of the machine itself, on loopback, that leads to a port of this host's loopback. */
  door(port: number): Promise<number>;
  /** Closes doors; what was started still runs. */
  close(): Promise<void>;
}

interface Place {
  readonly name: string;
  readonly namespace: string;
  /** Of the lab, for sockets and logs of its own. */
  readonly folder: string;
  readonly address: string;
  readonly cable: Cable;
}

export async function createHost({ name, namespace, folder, address, cable }: Place): Promise<LabHost> {
  const start = (command: readonly string[], log: number, stdin: 'ignore' | 'pipe'): ChildProcess =>
    spawn('ip', ['netns', 'exec', namespace, ...command], { stdio: [stdin, log, log], detached: true });
  const logged = (command: readonly string[], logFile: string, stdin: 'ignore' | 'pipe'): ChildProcess => {
    const log = openSync(logFile, 'a');
    const child = start(command, log, stdin);
    closeSync(log);
    return child;
  };
  const doors: Doors = await openDoors(join(folder, `${name}.sock`), (command) =>
    logged(command, join(folder, `${name}.log`), 'pipe'),
  );
  return {
    name,
    address,
    cable,
    spawn(command, logFile) {
      const child = logged(command, logFile, 'ignore');
      return {
        pid: child.pid ?? 0,
        ended: once(child, 'exit').then(([code]) => code as number | null),
        signal: (signal) => void child.kill(signal),
      };
    },
    untilListening: (port, limitMs) => untilListening(doors.pid, port, limitMs),
    door: doors.open,
    close: doors.close,
  };
}
