import { copyFile, open, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openPlot } from '../src/index.ts';
import type { Workspace } from './support/plot.ts';
import { bytes32, codeOf, createTestPlot, createWorkspace } from './support/plot.ts';

/** Opens a file, reads all of it and proves from it. */
async function use(path: string): Promise<void> {
  const plot = await openPlot(path);
  try {
    await plot.check();
    await plot.qualities(bytes32('challenge'));
  } finally {
    await plot.close();
  }
}

describe('a damaged plot file', () => {
  let workspace: Workspace;
  let good: string;
  let damaged: string;
  let size: number;

  beforeAll(async () => {
    workspace = await createWorkspace();
    good = join(workspace.folder, 'good.plot');
    damaged = join(workspace.folder, 'damaged.plot');
    ({ size } = await createTestPlot(good));
  });

  afterAll(() => workspace.remove());

  async function flipBit(at: number): Promise<void> {
    const file = await open(damaged, 'r+');
    const byte = new Uint8Array(1);
    await file.read(byte, 0, 1, at >>> 3);
    byte[0]! ^= 1 << (at & 7);
    await file.write(byte, 0, 1, at >>> 3);
    await file.close();
  }

  test('is the exception: the good one passes', async () => {
    expect(await codeOf(use(good))).toBe('none');
  });

  test('with any bit changed is found out', async () => {
    await copyFile(good, damaged);
    await fc.assert(
      fc.asyncProperty(fc.nat(8 * size - 1), async (at) => {
        await flipBit(at);
        expect(await codeOf(use(damaged))).toBe(at < 64 ? 'NOT_A_PLOT' : at < 80 ? 'UNSUPPORTED_VERSION' : 'CORRUPT');
        await flipBit(at);
      }),
      { numRuns: 15, examples: [[80], [8 * 17], [8 * 49]] },
    );
  });

  test.each([
    ['magic', 3, 'NOT_A_PLOT'],
    ['version', 9, 'UNSUPPORTED_VERSION'],
    ['k', 10, 'CORRUPT'],
    ['plot id', 20, 'CORRUPT'],
  ])('with another %s does not open', async (_, byte, code) => {
    await copyFile(good, damaged);
    await flipBit(8 * byte);
    expect(await codeOf(openPlot(damaged))).toBe(code);
  });

  test('of any other length does not open', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(size - 1), async (length) => {
        await copyFile(good, damaged);
        await truncate(damaged, length);
        expect(await codeOf(openPlot(damaged))).toBe(length < 17 ? 'NOT_A_PLOT' : 'WRONG_SIZE');
      }),
      { numRuns: 10, examples: [[0], [16], [17], [100], [size - 1]] },
    );
    await writeFile(damaged, Buffer.concat([await readFile(good), Uint8Array.of(0)]));
    expect(await codeOf(openPlot(damaged))).toBe('WRONG_SIZE');
  });

  test('cut while it is open gives a coded error', async () => {
    await copyFile(good, damaged);
    const plot = await openPlot(damaged);
    await truncate(damaged, size >>> 1);
    expect(await codeOf(plot.check())).toBe('WRONG_SIZE');
    await plot.close();
  });

  test('that is no file, or not there, is unreadable', async () => {
    expect(await codeOf(openPlot(join(workspace.folder, 'missing.plot')))).toBe('UNREADABLE');
    expect(await codeOf(openPlot(workspace.folder))).not.toBe('none');
  });

  test('answers nothing once it is closed', async () => {
    const plot = await openPlot(good);
    await plot.close();
    await plot.close();
    expect(await codeOf(plot.qualities(bytes32('challenge')))).toBe('CLOSED');
    expect(await codeOf(plot.check())).toBe('CLOSED');
  });
});
