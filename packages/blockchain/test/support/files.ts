import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** Paths in a folder that goes away after the tests of the file that calls this. */
export function temporaryFiles(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'salvia-chain-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}
