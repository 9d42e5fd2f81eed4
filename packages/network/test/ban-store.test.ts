import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openDatabase } from '@salvia/database';
import { type BanStore, createBanStore } from '../src/index.ts';
import { silentLog } from './kit/servers.ts';

let folder: string;
let path: string;
let now = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salvia-bans-'));
  path = join(folder, 'deeper', 'bans.sqlite');
  now = 1_700_000_000_000;
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (): Promise<BanStore> => createBanStore({ path, now: () => now, log: silentLog });

async function reopened(store: BanStore): Promise<BanStore> {
  await store.stop();
  return open();
}

test('bans outlive a restart, with their ends and reasons', async () => {
  const store = await open();
  store.ban('host 8.8.8.8', 600, 'INVALID_BODY');
  store.ban('node 01', 86_400);
  const before = store.list();
  const after = await reopened(store);
  expect(after.list()).toEqual(before);
  expect(after.list()).toEqual([
    { key: 'host 8.8.8.8', until: now + 600_000, reason: 'INVALID_BODY' },
    { key: 'node 01', until: now + 86_400_000, reason: null },
  ]);
  await after.stop();
});

test('what ended or was lifted does not come back', async () => {
  const store = await open();
  store.ban('short', 1);
  store.ban('lifted', 100);
  store.ban('long', 100);
  expect([store.lift('lifted'), store.lift('nobody')]).toEqual([true, false]);
  now += 1_000;
  expect([store.isBanned('short'), store.isBanned('long')]).toEqual([false, true]);
  const after = await reopened(store);
  expect(after.list().map(({ key }) => key)).toEqual(['long']);
  await after.stop();
  const rows = await openDatabase<{ ban: { key: string } }>({ path, migrations: {} }).catch((error) => error.code);
  expect(rows).toBe('NEWER_SCHEMA'); // the file is that of a store, and free again
});

test('a shorter ban does not shorten, a longer one lengthens', async () => {
  const store = await open();
  store.ban('a', 100, 'INVALID_POT');
  store.ban('a', 10, 'INVALID_BODY');
  const after = await reopened(store);
  expect(after.list()).toEqual([{ key: 'a', until: now + 100_000, reason: 'INVALID_POT' }]);
  after.ban('a', 200, 'INVALID_POSPACE');
  expect(after.list()).toEqual([{ key: 'a', until: now + 200_000, reason: 'INVALID_POSPACE' }]);
  await after.stop();
});

test('the file is bounded as the list is: those that end first make room', async () => {
  const store = await open();
  for (let i = 0; i < 10_600; i++) store.ban(`${i}`, 1000 + i);
  const size = store.list().length;
  expect(size).toBeLessThanOrEqual(10_000);
  expect([store.isBanned('0'), store.isBanned('10599')]).toEqual([false, true]);
  const after = await reopened(store);
  expect(after.list()).toHaveLength(size);
  expect(after.isBanned('0')).toBe(false);
  await after.stop();
});

test('a ban outlives a kill of the process right after it', async () => {
  const program = fileURLToPath(new URL('./kit/banner.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const store = await createBanStore({ path, log: silentLog });
  expect(store.list()).toEqual([expect.objectContaining({ key: 'host 9.9.9.9', reason: 'INVALID_BODY' })]);
  await store.stop();
});
