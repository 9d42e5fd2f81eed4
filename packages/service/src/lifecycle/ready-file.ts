import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What tools that start a service wait for. */
export interface ReadyInfo {
  readonly pid: number;
  /** where it listens for peers; null if it does not */
  readonly port: number | null;
  readonly rpcPort: number;
}

/** Appears whole or not at all, so whoever watches for it never reads half. */
export function writeReadyFile(path: string, info: ReadyInfo): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${info.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(info)}\n`);
  renameSync(temporary, path);
}

export function removeReadyFile(path: string): void {
  rmSync(path, { force: true });
}
