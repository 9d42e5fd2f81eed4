import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { TlsError } from './tls-error.ts';

const OWNER_ONLY = 0o600;
const EVERYBODY = 0o644;

/** @throws TlsError FILE_MISSING with that advice, FILE_UNREADABLE */
export function readPem(path: string, advice: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new TlsError('FILE_MISSING', { path, advice }, error);
    throw new TlsError('FILE_UNREADABLE', { path, cause: message }, error);
  }
}

/** Writes a key for its owner's eyes: wholly or not at all, and never over another. */
export function writeKey(path: string, pem: string): void {
  if (existsSync(path)) throw new TlsError('FILE_EXISTS', { path });
  write(path, pem, OWNER_ONLY, (temporary) => {
    try {
      linkSync(temporary, path); // fails where a rename would overwrite
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw new TlsError('FILE_EXISTS', { path });
      renameSync(temporary, path); // a file system without links
    }
  });
}

/** Writes a certificate or a request, wholly or not at all; an older one is replaced. */
export const writeCertificate = (path: string, pem: string): void =>
  write(path, pem, EVERYBODY, (temporary) => renameSync(temporary, path));

function write(path: string, pem: string, mode: number, place: (temporary: string) => void): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(temporary, 'wx', mode);
    try {
      writeSync(file, pem);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    place(temporary);
  } catch (error) {
    if (error instanceof TlsError) throw error;
    throw new TlsError('FILE_UNWRITABLE', { path, cause: (error as Error).message }, error);
  } finally {
    rmSync(temporary, { force: true });
  }
}
