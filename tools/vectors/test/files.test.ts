import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { deviations, files, rowsFor, vectorFiles } from '../src/index.ts';

const testFile = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

describe('the files of reference data', () => {
  test('the folder is not empty', () => {
    expect(vectorFiles().length).toBeGreaterThan(0);
  });

  test.each(vectorFiles())('%s is handled, or waits for a reason', (file) => {
    expect(rowsFor(file)).toHaveLength(1);
  });

  test.each(files.filter((row) => 'test' in row))('the test for $file exists: $test', (row) => {
    expect(existsSync(testFile(row.test))).toBe(true);
  });

  test.each(files.filter((row) => 'later' in row))('$file says why it waits', (row) => {
    expect(row.later).not.toBe('');
  });

  test.each(deviations)('the deviation "$rule" is about a file that a test handles', ({ file }) => {
    expect(rowsFor(file).map((row) => 'test' in row)).toEqual([true]);
  });
});
