import { execFile } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hexToBytes } from '@noble/hashes/utils.js';
import { createBlockchain, rewardCoins, sqliteStores } from '@salvia/blockchain';
import { type Coin, FullBlock, networkFileToJson } from '@salvia/protocol';
import { readVector } from '../src/index.ts';
import { NOW_MS, recordedNetwork, recordedVerifier } from './chain-support/network.ts';
import { goldenChain } from './chain-support/shapes.ts';

const SALVIA = fileURLToPath(new URL('../../cli/bin/salvia.mjs', import.meta.url));

interface Outcome {
  readonly code: number;
  readonly result: Record<string, unknown>;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** The command in a process of its own, its JSON read. */
function salvia(...argv: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [SALVIA, ...argv, '--json'], (failure, out) => {
      const lines = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const error = lines.find((line) => 'error' in line)?.['error'] as Outcome['error'] | undefined;
      const code = failure === null ? 0 : Number(failure.code);
      resolve({ code, result: lines.find((line) => !('error' in line)) ?? {}, error: error ?? null });
    });
  });
}

function placesOf(all: Buffer, bytes: Uint8Array): number[] {
  const places: number[] = [];
  for (let at = all.indexOf(bytes); at !== -1; at = all.indexOf(bytes, at + 1)) places.push(at);
  return places;
}

describe('the database of a recorded chain', () => {
  const folder = mkdtempSync(join(tmpdir(), 'salvia-db-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const { constants, blocks: rows } = goldenChain.parse(readVector('reference/golden_chain.json.gz'));
  const blocks = rows.map(({ bytes }) => FullBlock.decode(hexToBytes(bytes)));
  const network = recordedNetwork(constants);
  const [sound, damaged, file] = ['sound', 'damaged', 'network'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const at = ['--network', file];

  const open = (path: string) =>
    createBlockchain({ ...network, stores: sqliteStores({ path }), pool: recordedVerifier(network) });

  beforeAll(async () => {
    writeFileSync(file, JSON.stringify(networkFileToJson(network)));
    const chain = await open(sound);
    for (const block of blocks) await chain.receiveBlock(block, NOW_MS);
    await chain.close();
  });

  /** A copy with nonsense in the place of some bytes, wherever they are: pages keep remnants of rows. */
  function damage(...places: readonly Uint8Array[]): void {
    copyFileSync(sound, damaged);
    const all = readFileSync(sound);
    const opened = openSync(damaged, 'r+');
    for (const bytes of places) {
      const [first] = placesOf(all, bytes);
      expect(first).toBeDefined();
      for (const place of placesOf(all, bytes)) writeSync(opened, Buffer.alloc(8, 0x5a), 0, 8, place);
    }
    closeSync(opened);
  }

  /** How the row of a coin ends: its parent, then its amount. */
  function recordOf({ parentCoinInfo, amount }: Coin): Uint8Array {
    const bytes = Buffer.alloc(40);
    bytes.set(parentCoinInfo);
    bytes.writeBigUInt64BE(amount, 32);
    return bytes;
  }

  test('is sound, by its data folder too, with all proofs', async () => {
    copyFileSync(sound, join(folder, 'chain.sqlite'));
    const { code, result } = await salvia('db', 'check', '--data-dir', folder, ...at, '--full', '--threads', '1');
    expect(code).toBe(0);
    expect(result).toMatchObject({ sound: true, findings: [], headers: blocks.length, blocks: blocks.length });
    expect(existsSync(join(folder, 'chain.sqlite.checking'))).toBe(false);
  }, 120_000);

  test('is told to be damaged, and mended', async () => {
    const [early, last] = [blocks[3], blocks.at(-1)] as [FullBlock, FullBlock];
    damage(recordOf(rewardCoins(early.header.data)[0]), last.proofOfTime?.witness as Uint8Array);
    const found = await salvia('db', 'check', damaged, ...at);
    expect(found).toMatchObject({ code: 1, result: { sound: false, counts: { COIN_WRONG: 1 } } });
    expect(found.error).toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining(`salvia db rebuild ${damaged}`),
    });
    const mended = await salvia('db', 'rebuild', damaged, ...at);
    expect(mended).toMatchObject({
      code: 0,
      result: { saved: blocks.length - 1, lost: { invalid: 1, unreadable: 0 }, damaged: `${damaged}.damaged` },
    });
    expect(await salvia('db', 'check', damaged, ...at)).toMatchObject({ code: 0, result: { sound: true } });
    const chain = await open(damaged);
    expect((await chain.receiveBlock(last, NOW_MS)).result).toMatch(/^ADDED/);
    await chain.close();
  }, 120_000);

  test('belongs to the process that has it open', async () => {
    const chain = await open(sound);
    for (const command of ['check', 'rebuild']) {
      expect(await salvia('db', command, sound, ...at)).toMatchObject({ code: 1, error: { code: 'LOCKED' } });
    }
    await chain.close();
  }, 60_000);
});
