import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KeychainError } from './errors.ts';

/** Only the owner reads and writes. */
const PRIVATE_MODE = 0o600;

/** Text and permission bits of one and the same file: both are asked of the open handle. Throws KEY_FILE_MISSING, KEY_FILE_IO. */
export async function readText(path: string): Promise<{ readonly text: string; readonly mode: number }> {
  try {
    const handle = await open(path, 'r');
    try {
      const { mode } = await handle.stat();
      return { text: await handle.readFile('utf8'), mode: mode & 0o777 };
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    throw systemError(path, thrown);
  }
}

function systemError(path: string, thrown: unknown): KeychainError {
  const { code, message } = thrown as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new KeychainError('KEY_FILE_MISSING', { path });
  return new KeychainError('KEY_FILE_IO', { path, cause: code ?? message });
}

/**
 * Writes a file that only its owner can read (mode 0600), whole or not at all. An existing one is kept unless `replace`
 * is set. Throws KEY_FILE_EXISTS, KEY_FILE_IO.
 */
export async function writePrivately(path: string, text: string, replace: boolean): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeDurably(temporary, text);
    await moveInto(temporary, path, replace);
    await syncFolder(dirname(path));
  } catch (thrown) {
    await rm(temporary, { force: true });
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new KeychainError('KEY_FILE_EXISTS', { path });
    throw new KeychainError('KEY_FILE_IO', { path, cause: code ?? message });
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', PRIVATE_MODE);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a new name in a folder outlast a power cut. Windows cannot open folders, and does so by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** `link` fails where `rename` would replace: an existing key file is never lost by accident. */
async function moveInto(temporary: string, path: string, replace: boolean): Promise<void> {
  if (replace) return rename(temporary, path);
  await link(temporary, path);
  await rm(temporary);
}
