import { describe, expect, test } from '@jest/globals';
import { blake3 } from '@noble/hashes/blake3.js';
import fc from 'fast-check';
import { blake3Block } from '../src/blake3.ts';

function hash(bytes: Uint8Array): Uint8Array {
  const message = new Uint8Array(64);
  message.set(bytes);
  const out = new Uint32Array(8);
  blake3Block(new Uint32Array(message.buffer), bytes.length, out);
  return new Uint8Array(out.buffer);
}

describe('blake3Block', () => {
  test('gives the hash of every length a block can have', () => {
    for (let length = 0; length <= 64; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (7 * i + length) & 0xff);
      expect(hash(bytes)).toEqual(blake3(bytes));
    }
  });

  test('agrees with another implementation on any block', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => expect(hash(bytes)).toEqual(blake3(bytes))));
  });
});
