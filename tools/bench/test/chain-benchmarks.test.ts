import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findBenchmark } from '../src/benchmarks/index.ts';
import type { Figure } from '../src/report/figure.ts';
import { valuesOf } from '../src/report/result.ts';

/* Small chains: what matters is that every result is right and every figure there, whatever it is. */
describe('benchmarks of the chain', () => {
  let base: string;
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'bench-'));
  });
  afterAll(() => rm(base, { recursive: true }));

  async function measure(name: string, size: number): Promise<Figure[]> {
    const folder = await mkdtemp(join(base, 'folder-'));
    return findBenchmark(name).run({ runs: 1, size, folder, kept: join(base, 'kept'), progress: () => {} });
  }

  test('a chain of genuine proofs is made once, and added with one and two workers', async () => {
    const values = valuesOf(await measure('blockchain', 3));
    expect(values).toMatchObject({
      blocksPerSecond: { '1': expect.any(Number), '2': expect.any(Number) },
      restMsPerBlock: expect.any(Number),
    });
    const kept = await readdir(join(base, 'kept'));
    expect(kept).toEqual([expect.stringMatching(/^chain-.*\.bin$/)]);
    await measure('blockchain', 2);
    expect(await readdir(join(base, 'kept'))).toEqual(kept);
  });

  test('a block of spends is valid, and its spends are admitted to the mempools', async () => {
    expect(valuesOf(await measure('blocks', 3))).toMatchObject({
      blockSeconds: expect.any(Number),
      admissionsPerSecond: expect.any(Number),
    });
  });

  test('a long chain opens, answers and grows in a process of its own', async () => {
    expect(valuesOf(await measure('headers', 2500))).toMatchObject({
      bytesPerHeader: expect.any(Number),
      startSeconds: expect.any(Number),
      lookupByHashMicros: expect.any(Number),
      lookupByHeightMicros: expect.any(Number),
      addMs: { '1000': expect.any(Number), '2500': expect.any(Number) },
    });
  });

  // Some twenty processes start, and share the machine with other tests.
  test('a new node syncs from full nodes, and from hostile ones', async () => {
    const values = valuesOf(await measure('sync', 6));
    expect(values).toMatchObject({
      validationPerSecond: expect.any(Number),
      blocksPerSecond: { '1': expect.any(Number), '3': expect.any(Number) },
      ratioToValidation: expect.any(Number),
      hostileCost: expect.any(Number),
      hostileCosts: { killed: expect.any(Number), stalled: expect.any(Number), garbage: expect.any(Number) },
      memoryGrowthMb: expect.any(Number),
    });
  }, 300_000);

  // A devnet starts and makes some blocks.
  test('a new wallet follows a chain and finds its coins, and its payments are confirmed', async () => {
    const values = valuesOf(await measure('wallet', 12));
    expect(values).toMatchObject({
      syncSeconds: expect.any(Number),
      syncMemoryMb: expect.any(Number),
      balanceMs: expect.any(Number),
      sendMs: expect.any(Number),
      sendToConfirmedBlocks: expect.any(Number),
    });
  }, 600_000);
});
