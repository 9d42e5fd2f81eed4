import { createHash } from 'node:crypto';

/** A digest of the parts, each behind its length, so that no two questions share one. */
export function keyOf(...parts: readonly (string | number | bigint | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = part instanceof Uint8Array ? part : String(part);
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest('base64');
}
