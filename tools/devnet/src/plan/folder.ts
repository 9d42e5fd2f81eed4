import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout.ts';

/** Forgets everything in a devnet's folder but who uses it now. */
export function emptyFolder({ root, lock }: Layout): void {
  for (const entry of readdirSync(root)) {
    const path = join(root, entry);
    if (path !== lock) rmSync(path, { recursive: true, force: true });
  }
}

export const makeFolder = (path: string): void => void mkdirSync(path, { recursive: true });
