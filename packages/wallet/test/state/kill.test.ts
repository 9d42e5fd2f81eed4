import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import { networkFileToJson } from '@salvia/protocol';
import { networkOf } from '../support/network.ts';
import { openTestWallet, ownHash, temporaryFiles } from '../support/wallets.ts';

const SPENDER = fileURLToPath(new URL('../support/spender.mjs', import.meta.url));
const temporary = temporaryFiles();
const network = networkOf();
const networkFile = temporary('network.json');
writeFileSync(networkFile, JSON.stringify(networkFileToJson(network)));

function start(path: string, addresses: number): ChildProcess {
  return spawn(process.execPath, [SPENDER, path, networkFile, String(addresses)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** What the process said it had done, until it was killed: by itself, or by us after so many lines. */
async function killed(path: string, { addresses = 0, lines = 1000 }): Promise<string[]> {
  const child = start(path, addresses);
  const said: string[] = [];
  if (child.stdout === null) throw new Error('no output');
  createInterface(child.stdout).on('line', (line) => {
    said.push(line);
    if (said.length === lines) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
  return said;
}

/** The file is a state that the process went through, and nothing that it had announced is missing. */
async function check(path: string, said: readonly string[]): Promise<void> {
  const wallet = await openTestWallet({ path, network });
  const { height } = wallet.head();
  expect(height).toBeGreaterThanOrEqual(said.filter((line) => line.startsWith('block')).length);
  const pending = wallet.pendingBundles();
  const ids = pending.map(({ id }) => `sent ${bytesToHex(id)}`);
  for (const line of said) if (line.startsWith('sent')) expect(ids).toContain(line);
  const inputs = pending.flatMap(({ id }) => wallet.transaction(id)?.inputs.map(bytesToHex) ?? []);
  expect(inputs).toHaveLength(pending.length);
  expect(new Set(inputs).size).toBe(inputs.length);
  const count = BigInt(pending.length);
  expect(wallet.balance()).toMatchObject({
    confirmed: 9000n * BigInt(height),
    unconfirmed: 9000n * BigInt(height) - 5000n * count,
    spendable: 9000n * (BigInt(height) - count),
    pendingChange: 4000n * count,
  });
  const { puzzleHashes } = wallet.interests(wallet.head().headerHash);
  expect(wallet.ownsPuzzleHash(ownHash(99))).toBe(true);
  const { index } = await wallet.newAddress();
  expect(puzzleHashes.filter((hash) => wallet.ownsPuzzleHash(hash))).toHaveLength(index + 100);
  await wallet.close();
}

describe('SIGKILL', () => {
  test.each([1, 2, 3, 6, 9])(
    'in the middle of making address %i beyond the first 100 leaves nothing half done',
    async (addresses) => {
      const path = temporary(`middle-${addresses}.sqlite`);
      await check(path, await killed(path, { addresses }));
    },
    60_000,
  );

  test.each([1, 4, 7])(
    'after announcement %i loses nothing that was announced',
    async (lines) => {
      const path = temporary(`after-${lines}.sqlite`);
      const said = await killed(path, { lines });
      expect(said.length).toBeGreaterThanOrEqual(lines);
      await check(path, said);
    },
    60_000,
  );
});
