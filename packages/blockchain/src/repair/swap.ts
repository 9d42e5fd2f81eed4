import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';

/** What SQLite keeps beside a file. */
const COMPANIONS = ['-wal', '-shm'] as const;

/** Removes a database with its companions, if it is there. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', ...COMPANIONS]) rmSync(path + suffix, { force: true });
}

/** Puts a closed database in the place of another one: at any instant one of the two is there whole. */
export function replaceDatabase(path: string, by: string): string {
  const kept = freeName(`${path}.damaged`);
  flush(by);
  linkSync(path, kept);
  // A log must never be applied to another file than its own.
  for (const suffix of COMPANIONS) if (existsSync(path + suffix)) renameSync(path + suffix, kept + suffix);
  renameSync(by, path);
  return kept;
}

/** Gives a closed database its name. */
export function moveDatabase(from: string, to: string): void {
  flush(from);
  linkSync(from, to); // fails if somebody else made the file meanwhile
  rmSync(from);
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let number = 2; existsSync(name); number += 1) name = `${wanted}.${number}`;
  return name;
}

/** Onto the disk, before its name says that it is whole. */
function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
