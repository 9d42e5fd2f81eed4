import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseError } from '@salvia/database';
import type { Findings } from './finding.ts';

/** What the first 100 bytes of an SQLite file say (its file format, 1.3). */
const MAGIC = 'SQLite format 3\0';
const AT = { pageSize: 16, changeCounter: 24, pages: 28, countedAt: 92 } as const;

/** Looks at the file without SQLite, which says no more of some damages than that there is one. */
export function checkFile(path: string, findings: Findings): void {
  const { header, size } = readHeader(path);
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    findings.add('NOT_A_DATABASE', `${path} does not begin with "SQLite format 3"`);
    return;
  }
  const pageSize = header.readUInt16BE(AT.pageSize) === 1 ? 65_536 : header.readUInt16BE(AT.pageSize);
  const counted = header.readUInt32BE(AT.changeCounter) === header.readUInt32BE(AT.countedAt);
  const wanted = pageSize * header.readUInt32BE(AT.pages);
  // What a killed process left in the log is not in the file yet, nor in its header: the file may be longer. After a full
  // disk it may be the other way round, and the pages that the file lacks are those in the log.
  if (counted && size < wanted && !hasLog(path))
    findings.add('TRUNCATED', `${path} has ${size} of its ${wanted} bytes`);
}

const hasLog = (path: string): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;

function readHeader(path: string): { header: Buffer; size: number } {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const header = Buffer.alloc(100);
    readSync(file, header, 0, header.length, 0);
    return { header, size: fstatSync(file).size };
  } catch (error) {
    throw new DatabaseError('CANNOT_OPEN', { path, cause: (error as Error).message });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
