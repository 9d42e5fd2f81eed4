import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { salvia } from './support/salvia.ts';

// What the commands do to real files is tested with recorded chains, which have their own package.
describe('db', () => {
  const folder = mkdtempSync(join(tmpdir(), 'salvia-db-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [['db', 'check']],
    [['db', 'check', 'a.sqlite', '--data-dir', 'b']],
    [['db', 'rebuild']],
    [['db', 'rebuild', 'a.sqlite', '--data-dir', 'b']],
    [['db', 'check', 'a.sqlite', '--threads', '0']],
    [['db', 'check', 'a.sqlite', '--out', 'b']],
    [['db', 'mend', 'a.sqlite']],
  ])('%j is no command line', async (argv) => {
    expect(await salvia(...argv)).toMatchObject({ code: 2, out: '' });
  });

  test.each(['check', 'rebuild'])('%s says that there is no network file', async (command) => {
    const { code, err } = await salvia('db', command, 'a.sqlite', '--network', join(folder, 'none.json'));
    expect([code, err]).toEqual([expect.any(Number), expect.stringContaining('none.json')]);
    expect(code).not.toBe(0);
  });

  test.each(['check', 'rebuild'])('%s explains itself', async (command) => {
    const { code, out } = await salvia('db', command, '--help');
    expect(code).toBe(0);
    for (const option of ['--data-dir', '--network', '--threads', '--json']) expect(out).toContain(option);
  });
});
