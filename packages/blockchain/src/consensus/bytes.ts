import { hash } from 'node:crypto';

/** SHA-256 of the concatenation of its arguments. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  const bytes = parts.length === 1 && first !== undefined ? first : concat(...parts);
  return new Uint8Array(hash('sha256', bytes, 'buffer'));
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0;
}

/** Lexicographic order of the unsigned bytes; a prefix comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Sorted ascending, each value once. */
export function sortedSet(values: Iterable<Uint8Array>): Uint8Array[] {
  const sorted = [...values].sort(compareBytes);
  return sorted.filter((value, i) => i === 0 || !equalBytes(value, sorted[i - 1] as Uint8Array));
}

/** 32 zero bytes: the root of the empty set, the hash of no generator, the parent of genesis. */
export const ZERO_32 = new Uint8Array(32);
