import { expect, test } from '@jest/globals';
import { concatBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { bytes, struct, uint8, Writer } from '../src/index.ts';

const filled = (size: number): Uint8Array => new Uint8Array(size).map((_, i) => (size + i) & 255);

test('what comes out is what went in, byte strings small and large', () => {
  const sizes = fc.array(fc.oneof(fc.nat(100), fc.integer({ min: 4000, max: 9000 })), { maxLength: 12 });
  fc.assert(
    fc.property(sizes, fc.nat(10_000), (parts, capacity) => {
      const out = new Writer(capacity);
      for (const size of parts) {
        out.uint8(size & 255);
        out.bytes(filled(size));
      }
      const expected = parts.flatMap((size) => [Uint8Array.of(size & 255), filled(size)]);
      expect(out.finish()).toEqual(concatBytes(...expected));
    }),
  );
});

test('the bytes belong to nobody else', () => {
  const record = struct('Record', { large: bytes, small: uint8 });
  const large = filled(10_000);
  const encoded = record.encode({ large, small: 7 });
  const before = encoded.slice();
  large.fill(0);
  expect(encoded).toEqual(before);
  const alone = new Writer(0);
  alone.bytes(large);
  const whole = alone.finish();
  large.fill(1);
  expect(whole).toEqual(new Uint8Array(10_000));
});
