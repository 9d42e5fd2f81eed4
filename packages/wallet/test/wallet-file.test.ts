import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openDatabase } from '@salvia/database';
import { removeWalletFiles, walletPath } from '../src/index.ts';

let folder: string;
let paths: readonly string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salvia-wallet-file-'));
  paths = [1, 2].map((fingerprint) => walletPath(folder, fingerprint));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (path: string) => openDatabase({ path, migrations: {} });

test('wallets are removed with what SQLite put beside them, and nothing else is', async () => {
  for (const path of paths) await (await open(path)).close();
  writeFileSync(`${paths[0]}-wal`, '');
  writeFileSync(join(folder, 'peers.sqlite'), '');
  expect(await removeWalletFiles(paths)).toEqual(paths);
  expect(readdirSync(folder)).toEqual(['peers.sqlite']);
});

test('what is not there is passed over', async () => {
  expect(await removeWalletFiles(paths)).toEqual([]);
  await (await open(paths[1] as string)).close();
  expect(await removeWalletFiles(paths)).toEqual([paths[1]]);
});

test('none is removed while one is in use', async () => {
  await (await open(paths[0] as string)).close();
  const running = await open(paths[1] as string);
  await expect(removeWalletFiles(paths)).rejects.toEqual(expect.objectContaining({ code: 'LOCKED' }));
  expect(paths.map((path) => existsSync(path))).toEqual([true, true]);
  await running.close();
  expect(await removeWalletFiles(paths)).toEqual(paths);
});

test('damage does not stand in the way', async () => {
  writeFileSync(paths[0] as string, 'no database at all'.repeat(500));
  expect(await removeWalletFiles(paths)).toEqual([paths[0]]);
  expect(readdirSync(folder)).toEqual([]);
});
