import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Address, createPeerStore, type PeerEntry, type PeerStore } from '../src/index.ts';
import { log, openPeers, T0 } from './support/kit.ts';

const WRITER = fileURLToPath(new URL('./support/writer.mjs', import.meta.url));
const SECRET = '5a'.repeat(32);
/** After how many announcements the writer is killed: the kill strikes wherever it is by then. */
const KILLS = [1, 2, 3, 5, 8];

interface Batch {
  readonly id: number;
  readonly heard: readonly (Address & { readonly timestamp: number; readonly source: Address })[];
  readonly good: readonly Address[];
  readonly failed: readonly Address[];
}

/** Each batch tells of 60 addresses; those of the batches before it answer, or do not. */
const addressesOf = (id: number): Address[] =>
  id < 0 ? [] : Array.from({ length: 60 }, (_, n) => ({ host: `${11 + n}.${id}.3.${n}`, port: 8444 }));
const batches: Batch[] = Array.from({ length: 40 }, (_, id) => ({
  id,
  heard: addressesOf(id).map((address) => ({
    ...address,
    timestamp: T0 - id,
    source: { host: address.host, port: 1 },
  })),
  good: addressesOf(id - 1).filter((_address, n) => n % 2 === 0),
  failed: addressesOf(id - 2),
}));

let folder: string;
let input: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'salvia-peers-'));
  input = join(folder, 'batches.json');
  writeFileSync(input, JSON.stringify({ batches, nowMs: T0 * 1000, secret: SECRET }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clock = { now: () => T0 * 1000, after: () => () => undefined };
const random = (length: number): Uint8Array =>
  length === 32 ? new Uint8Array(Buffer.from(SECRET, 'hex')) : new Uint8Array(length);

const open = async (path: string): Promise<{ store: PeerStore; close: () => Promise<void> }> => {
  const db = await openPeers(path);
  const store = await createPeerStore({ db, clock, random, log }, { privateAddresses: false });
  return { store, close: () => db.close() };
};

const stateOf = (store: PeerStore): readonly PeerEntry[] =>
  [...store.entries()].sort((a, b) => (`${a.host} ${a.port}` < `${b.host} ${b.port}` ? -1 : 1));

/** What a store holds after each of so many batches, none included; without having been closed. */
async function states(): Promise<(readonly PeerEntry[])[]> {
  const { store, close } = await open(':memory:');
  const all = [stateOf(store)];
  for (const { heard, good, failed } of batches) {
    for (const { source, timestamp, ...peer } of heard) {
      store.add([{ ...peer, timestamp: BigInt(timestamp) }], { source });
    }
    for (const address of good) store.markTried(address);
    for (const address of failed) store.markAttempted(address);
    all.push(stateOf(store));
  }
  await close();
  return all;
}

test('a killed process leaves the state after some batch, none that was announced is lost', async () => {
  const expected = await states();
  let killed = 0;
  for (const after of KILLS) {
    const path = join(folder, `peers-${after}.sqlite`);
    const { announced, signal } = await writeUntilKilled(path, after);
    if (signal === 'SIGKILL') killed += 1;
    const { store, close } = await open(path);
    const found = stateOf(store);
    const at = expected.findIndex((state) => state.length === found.length);
    expect(at).toBeGreaterThanOrEqual(announced);
    expect(found).toEqual(expected[at]);
    await close();
  }
  expect(killed).toBeGreaterThan(0);
}, 120_000);

/** @returns how many batches the writer announced, and what ended it */
async function writeUntilKilled(path: string, after: number) {
  const writer = spawn(process.execPath, [WRITER, path, input], { stdio: ['ignore', 'pipe', 'pipe'] });
  let announced = 0;
  let complaint = '';
  writer.stderr.on('data', (text) => {
    complaint += String(text);
  });
  createInterface({ input: writer.stdout }).on('line', () => {
    announced += 1;
    if (announced >= after) writer.kill('SIGKILL');
  });
  const [code, signal] = (await once(writer, 'close')) as [number | null, string | null];
  expect({ code: code ?? 0, complaint }).toEqual({ code: 0, complaint: '' });
  return { announced, signal };
}
