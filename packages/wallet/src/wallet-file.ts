import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError, type Inspection, inspectDatabase } from '@salvia/database';

/** Where the state of a key's wallet is kept: another key never opens it by accident. */
export const walletPath = (dataDir: string, fingerprint: number): string =>
  join(dataDir, `wallet-${fingerprint}.sqlite`);

/** What SQLite puts beside a file; the file itself comes first. */
const SUFFIXES = ['', '-wal', '-shm', '-journal'] as const;

/**
 * Removes wallets' files, all or none: if one is in use, none is touched. What is missing is passed over, damage does not
 * stand in the way.
 * @returns those that were there
 * @throws DatabaseError LOCKED, CANNOT_OPEN
 */
export async function removeWalletFiles(paths: readonly string[]): Promise<readonly string[]> {
  const present = paths.filter((path) => existsSync(path));
  const held: Inspection[] = [];
  try {
    for (const path of present) held.push(...hold(path));
  } finally {
    // Windows removes no file that is open.
    for (const inspection of held) inspection.close();
  }
  for (const path of present) for (const suffix of SUFFIXES) await rm(`${path}${suffix}`, { force: true });
  return present;
}

/** Whoever else has the file open stands in the way. */
function hold(path: string): readonly Inspection[] {
  try {
    return [inspectDatabase(path, 0)];
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'CORRUPT') return [];
    throw error;
  }
}
