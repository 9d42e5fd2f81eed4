import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Chance that is the same at every run. */
export interface SeededRandom {
  /** Uniform in [0, 1), in steps of 2^-32. */
  fraction(): number;
  bytes(count: number): Uint8Array;
}

/**
 * A stream of draws that depends on the texts alone: whoever has a stream of his own is not moved by what others draw.
 * The generator is sfc32 (C. Doty-Humphrey): small, fast, and good enough for everything but secrets.
 */
export function seededRandom(...texts: readonly string[]): SeededRandom {
  const state = new Uint32Array(sha256(utf8ToBytes(texts.join('\n'))).slice(0, 16).buffer);

  function next(): number {
    const [a = 0, b = 0, c = 0, counter = 0] = state;
    const drawn = (a + b + counter) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = (c + (c << 3)) | 0;
    state[2] = (((c << 21) | (c >>> 11)) + drawn) | 0;
    state[3] = (counter + 1) | 0;
    return drawn >>> 0;
  }

  return {
    fraction: () => next() / 2 ** 32,
    bytes: (count) => Uint8Array.from({ length: count }, () => next() >>> 24),
  };
}
