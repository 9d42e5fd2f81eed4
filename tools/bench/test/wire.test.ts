import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { Child, type Kind } from '../src/benchmarks/wire/child.ts';
import { costOfOne } from '../src/benchmarks/wire/load.ts';
import { clientFrame } from '../src/benchmarks/wire/raw-line.ts';
import { samples } from '../src/benchmarks/wire/samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-wire-'));
const children: Child[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.stop();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function started(kind: Kind, lines: number): Promise<Child> {
  const child = await Child.start(kind, folder);
  children.push(child);
  for (let i = 0; i < lines; i++) await child.connect();
  return child;
}

describe('servers under test', () => {
  test.each(['bare', 'node', 'node-tls'] as const)('%s answers every message, small and large', async (kind) => {
    const child = await started(kind, 1);
    const [line] = child.lines;
    const before = line?.count ?? 0;
    expect(await costOfOne(child, { frame: samples.newTip(), count: 30, window: 8 })).toBeGreaterThan(0);
    expect(line?.count).toBe(before + 32); // in steps of half a window
    await costOfOne(child, { frame: samples.block(), count: 2, window: 2 });
    expect(line?.count).toBe(before + 34);
  });

  test.each(['bare-all', 'node'] as const)('%s tells all', async (kind) => {
    const child = await started(kind, 3);
    const before = child.lines.map(({ count }) => count);
    await costOfOne(child, { frame: samples.toAll(), count: 4, window: 2 });
    expect(child.lines.map(({ count }) => count)).toEqual(before.map((count) => count + 4));
  });

  test('one that hangs up is not waited for', async () => {
    const child = await started('node', 1);
    const nonsense = clientFrame(Uint8Array.of(0xff));
    await expect(costOfOne(child, { frame: nonsense, count: 1, window: 1 })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});
