import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** The folder of reference data: the environment variable SALVIA_VECTORS, or our own copies. */
export function vectorsRoot(): string {
  const chosen = process.env['SALVIA_VECTORS'];
  return chosen ? resolve(chosen) : fileURLToPath(new URL('../data', import.meta.url));
}

/** Every data file of the folder, relative to it and with forward slashes, in order. README files describe the data. */
export function vectorFiles(): readonly string[] {
  const root = vectorsRoot();
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/**
 * The JSON of a data file (`reference/coins.json`, or gzipped). `Shape` is the caller's claim: check it with a strict
 * schema, so that data of an unknown kind fails.
 */
export function readVector<Shape = unknown>(file: string): Shape {
  const bytes = readFileSync(join(vectorsRoot(), file));
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as Shape;
}
