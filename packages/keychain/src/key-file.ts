import type { z } from 'zod';
import { KeychainError } from './errors.ts';
import { fingerprintOfEntry, type KeyFile, keyFileSchema } from './key-entry.ts';
import { readText, writePrivately } from './private-file.ts';
import { isIntact, type SealCost, type SealedFile, seal, sealedFileSchema, unseal } from './sealed-keys.ts';

const OTHERS = 0o077;
const VERSION = 1;

export interface LoadOptions {
  /** Called when others may read the file, instead of refusing it with KEY_FILE_PERMISSIONS. */
  readonly onPermissions?: (error: KeychainError<'KEY_FILE_PERMISSIONS'>) => void;
  /** Of an encrypted file, or how to ask for it; a file that is not encrypted needs none, and none is asked for. */
  readonly passphrase?: string | (() => Promise<string | undefined>);
}

export interface SaveOptions {
  /** Replaces an existing file instead of keeping it. */
  readonly replace?: boolean;
  /** Encrypts the file; it then needs the passphrase to be read. */
  readonly passphrase?: string;
  /** How dear a guess of the passphrase is: 128 MiB and some tenths of a second unless told otherwise. */
  readonly sealCost?: SealCost;
}

/**
 * Reads a key file, encrypted or not. Throws KEY_FILE_MISSING, KEY_FILE_IO, KEY_FILE_INVALID (with the field; also if an
 * encrypted file is damaged), KEY_FILE_PERMISSIONS if others than the owner may read or write it (not on Windows, which
 * has no such bits), PASSPHRASE_NEEDED and WRONG_PASSPHRASE.
 */
export async function loadKeyFile(path: string, options: LoadOptions = {}): Promise<KeyFile> {
  const json = await readJson(path, options);
  if (!isSealed(json)) return parsePlain(path, json);
  const sealed = parseSealed(path, json);
  const passphrase = typeof options.passphrase === 'function' ? await options.passphrase() : options.passphrase;
  if (passphrase === undefined) throw new KeychainError('PASSPHRASE_NEEDED', { path });
  const text = await unseal(sealed, passphrase);
  if (text === null) throw new KeychainError('WRONG_PASSPHRASE', { path });
  return parsePlain(path, parseJson(path, text));
}

/** What can be told of a key file without its passphrase. */
export interface KeyFileInspection {
  readonly encrypted: boolean;
  /** One for each key, in order: of the master public key, or of the farmer's where there is no master key. */
  readonly fingerprints: readonly number[];
}

/** Looks at a key file; needs no passphrase. Throws as {@link loadKeyFile}, but for passphrases. */
export async function inspectKeyFile(
  path: string,
  options: Pick<LoadOptions, 'onPermissions'> = {},
): Promise<KeyFileInspection> {
  const json = await readJson(path, options);
  if (isSealed(json)) return { encrypted: true, fingerprints: parseSealed(path, json).fingerprints };
  return { encrypted: false, fingerprints: parsePlain(path, json).keys.map(fingerprintOfEntry) };
}

/**
 * Writes a key file that only its owner can read (mode 0600), whole or not at all. An existing file is kept, with
 * KEY_FILE_EXISTS, unless `replace` is set. Throws KEY_FILE_INVALID for entries that could not be read back,
 * EMPTY_PASSPHRASE, and KEY_FILE_IO.
 */
export async function saveKeyFile(path: string, file: KeyFile, options: SaveOptions = {}): Promise<void> {
  const { replace = false, passphrase, sealCost } = options;
  const plain = { version: VERSION, keys: file.keys };
  const { keys } = parsePlain(path, plain);
  if (passphrase === '') throw new KeychainError('EMPTY_PASSPHRASE', { path });
  const written =
    passphrase === undefined
      ? plain
      : await seal(JSON.stringify(plain), passphrase, keys.map(fingerprintOfEntry), sealCost);
  await writePrivately(path, `${JSON.stringify(written, null, 2)}\n`, replace);
}

async function readJson(path: string, { onPermissions }: Pick<LoadOptions, 'onPermissions'>): Promise<unknown> {
  const { text, mode } = await readText(path);
  if ((mode & OTHERS) !== 0 && process.platform !== 'win32') {
    const error = new KeychainError('KEY_FILE_PERMISSIONS', { path, mode });
    if (onPermissions === undefined) throw error;
    onPermissions(error);
  }
  return parseJson(path, text);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KeychainError('KEY_FILE_INVALID', { path, field: '', problem: 'not JSON' });
  }
}

const parsePlain = (path: string, json: unknown): KeyFile => ({ keys: parse(path, keyFileSchema, json).keys });

const isSealed = (json: unknown): boolean => (json as { version?: unknown } | null)?.version === 2;

function parseSealed(path: string, json: unknown): SealedFile {
  const sealed = parse(path, sealedFileSchema, json);
  if (isIntact(sealed)) return sealed;
  throw new KeychainError('KEY_FILE_INVALID', { path, field: 'checksum', problem: 'the file is damaged' });
}

function parse<Schema extends z.ZodType>(path: string, schema: Schema, json: unknown): z.output<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new KeychainError('KEY_FILE_INVALID', { path, field, problem: issue?.message ?? 'not a key file' });
}
