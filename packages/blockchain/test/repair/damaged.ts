import { closeSync, copyFileSync, mkdirSync, openSync, readSync, statSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDatabase } from '@salvia/database';
import { createBlockchain, memoryStores, sqliteStores, withCache } from '../../src/index.ts';
import { migrations } from '../../src/store/migrations.ts';
import type { ChainSchema } from '../../src/store/schema.ts';
import { verifier } from '../consensus/support/farm.ts';
import { type ForkedChain, growForkedChain } from '../support/forked-chain.ts';
import { NOW_MS, networkOf } from '../support/tree.ts';

export const pool = withCache(verifier);

/** Only what the tests need. */
export interface Sample extends ForkedChain {
  /** A closed, sound database with all blocks. */
  readonly path: string;
  /** What a check and a rebuild must be told. */
  readonly network: ReturnType<typeof networkOf> & { readonly coinRules: 'mainnet' };
}

export async function makeSample(path: string): Promise<Sample> {
  const tree = await growForkedChain(10, 6);
  const network = { ...networkOf(tree.genesis), coinRules: 'mainnet' as const };
  const chain = await createBlockchain({ ...network, stores: sqliteStores({ path }), pool });
  for (const { block } of tree.arrivals) await chain.receiveBlock(block, NOW_MS);
  await chain.close();
  return { ...tree, path, network };
}

export function copyOf(sample: Sample, path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(sample.path, path);
  return path;
}

/** A copy, changed by SQL without regard to its rules. */
export async function changed(sample: Sample, path: string, statements: string): Promise<string> {
  copyOf(sample, path);
  const { raw, close } = await openDatabase<ChainSchema>({ path, migrations });
  raw.pragma('foreign_keys = OFF');
  raw.pragma('ignore_check_constraints = ON');
  raw.exec(statements);
  await close();
  return path;
}

/** A copy without its end. */
export function cut(sample: Sample, path: string, pages: number): string {
  copyOf(sample, path);
  truncateSync(path, statSync(path).size - pages * PAGE);
  return path;
}

export const PAGE = 4096;

/** A copy with nonsense over some bytes. */
export function overwritten(sample: Sample, path: string, from: number, length: number): string {
  return damagedAt(sample, path, [{ at: from, bytes: new Uint8Array(length).fill(0x5a) }]);
}

/** A copy with other bytes in some places. */
export function damagedAt(
  sample: Sample,
  path: string,
  places: readonly { readonly at: number; readonly bytes: Uint8Array }[],
): string {
  copyOf(sample, path);
  const file = openSync(path, 'r+');
  for (const { at, bytes } of places) writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
  return path;
}

/** Where some bytes are in a file, once at least. */
export function placeOf(path: string, bytes: Uint8Array): number {
  const size = statSync(path).size;
  const file = openSync(path, 'r');
  const all = Buffer.alloc(size);
  readSync(file, all, 0, size, 0);
  closeSync(file);
  const place = all.indexOf(bytes);
  if (place === -1) throw new Error('these bytes are not in the file');
  return place;
}

export const full = () => ({ pool, stores: memoryStores(), nowMs: NOW_MS });
