import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KeychainError } from './errors.ts';
import { type KeyFile, keyFileSchema } from './key-entry.ts';

/** Only the owner reads and writes. */
const PRIVATE_MODE = 0o600;
const OTHERS = 0o077;
const VERSION = 1;

export interface LoadOptions {
  /** Called when others may read the file, instead of refusing it with KEY_FILE_PERMISSIONS. */
  readonly onPermissions?: (error: KeychainError<'KEY_FILE_PERMISSIONS'>) => void;
}

function systemError(path: string, thrown: unknown): KeychainError {
  const { code, message } = thrown as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new KeychainError('KEY_FILE_MISSING', { path });
  return new KeychainError('KEY_FILE_IO', { path, cause: code ?? message });
}

/** The text and the permission bits of one and the same file: both are asked of the open handle. */
async function readText(path: string): Promise<{ readonly text: string; readonly mode: number }> {
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

function parse(path: string, text: string): KeyFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new KeychainError('KEY_FILE_INVALID', { path, field: '', problem: 'not JSON' });
  }
  const parsed = keyFileSchema.safeParse(json);
  if (parsed.success) return { keys: parsed.data.keys };
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new KeychainError('KEY_FILE_INVALID', { path, field, problem: issue?.message ?? 'not a key file' });
}

/**
 * Reads a key file. Throws KEY_FILE_MISSING, KEY_FILE_IO, KEY_FILE_INVALID (with the field), and KEY_FILE_PERMISSIONS if
 * others than the owner may read or write it (not on Windows, which has no such bits).
 */
export async function loadKeyFile(path: string, { onPermissions }: LoadOptions = {}): Promise<KeyFile> {
  const { text, mode } = await readText(path);
  if ((mode & OTHERS) !== 0 && process.platform !== 'win32') {
    const error = new KeychainError('KEY_FILE_PERMISSIONS', { path, mode });
    if (onPermissions === undefined) throw error;
    onPermissions(error);
  }
  return parse(path, text);
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

/**
 * Writes a key file that only its owner can read (mode 0600), whole or not at all. An existing file is kept, with
 * KEY_FILE_EXISTS, unless `replace` is set. Throws KEY_FILE_INVALID for entries that could not be read back, and
 * KEY_FILE_IO.
 */
export async function saveKeyFile(path: string, file: KeyFile, { replace = false } = {}): Promise<void> {
  const text = `${JSON.stringify({ version: VERSION, keys: file.keys }, null, 2)}\n`;
  parse(path, text);
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
