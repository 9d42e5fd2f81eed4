import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { salvia, salviaJson } from './support/salvia.ts';

interface Checked {
  readonly plots: readonly { path: string; problem: string | null; found: number; challenges: number; keys: string }[];
  readonly bad: number;
}

describe('plots', () => {
  const folder = mkdtempSync(join(tmpdir(), 'salvia-plots-'));
  const [keys, plots, broken] = [
    join(folder, 'keys.json'),
    join(folder, 'plots'),
    join(folder, 'broken.plot'),
  ] as const;
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(async () => {
    await salviaJson('keys', 'generate', '--out', keys);
    await salviaJson('plots', 'create', '-k', '18', '-d', plots, '--keys', keys);
    writeFileSync(broken, 'not a plot');
  }, 60_000);

  test('that were made are sound, named as a folder or by default option', async () => {
    const named = await salviaJson<Checked>('plots', 'check', plots, '-n', '12', '--keys', keys);
    expect(named).toMatchObject({ bad: 0, plots: [{ problem: null, challenges: 12 }] });
    const optional = await salviaJson<Checked>('plots', 'check', '-d', plots, '-n', '12', '--keys', keys);
    expect(optional).toEqual(named);
  });

  test('that are none are told, with exit code 1', async () => {
    const { code, out } = await salvia('plots', 'check', broken, '--json');
    expect(code).toBe(1);
    const [result, error] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(result).toMatchObject({ bad: 1, plots: [{ path: broken }] });
    expect(error).toMatchObject({ error: { code: 'INVALID' } });
  });

  test('a folder without plots is a failure that says so', async () => {
    expect(await salvia('plots', 'check', join(folder, 'nowhere'))).toMatchObject({ code: 1 });
    expect(await salvia('plots', 'create', '-k', '17', '--keys', keys, '-d', plots)).toMatchObject({
      err: expect.stringMatching(/18/),
    });
  });
});
