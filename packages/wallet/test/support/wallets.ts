import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { NetworkFile } from '@salvia/protocol';
import { createKeyRing, type KeyRing, openWallet, type Wallet } from '../../src/index.ts';
import { networkOf } from './network.ts';

/** Milliseconds since 1970, of every wallet in tests. */
export const NOW_MS = 1_700_000_000_000;

/** The same for all tests, so that its keys are derived once. */
export const KEYS: KeyRing = createKeyRing(new Uint8Array(32).fill(7), 'mainnet');

export const ownHash = (index: number): Uint8Array => KEYS.key(index).puzzleHash;

export interface OpenOptions {
  readonly path?: string;
  readonly network?: NetworkFile;
  readonly startingHeight?: number;
}

export function openTestWallet({
  path = ':memory:',
  network = networkOf(),
  ...rest
}: OpenOptions = {}): Promise<Wallet> {
  return openWallet({ path, network, keys: KEYS, now: () => NOW_MS, ...rest });
}

/** Paths in a folder that goes away after the tests of the file that calls this. */
export function temporaryFiles(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'salvia-wallet-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}
