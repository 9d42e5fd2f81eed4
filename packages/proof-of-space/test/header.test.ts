import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PlotHeader } from '../src/plot-file/header.ts';
import { decodeHeader, encodeHeader, readPrefix } from '../src/plot-file/header.ts';
import { parksFor } from '../src/plot-file/parks.ts';

const word = fc.nat(2 ** 32 - 1);
const words = (length: number) =>
  fc.array(word, { minLength: length, maxLength: length }).map((values) => Uint32Array.from(values));
const table = fc
  .nat(20_000)
  .chain((entries) => fc.record({ entries: fc.constant(entries), parkLengths: words(parksFor(entries)) }));
const header: fc.Arbitrary<PlotHeader> = fc.array(table, { minLength: 7, maxLength: 7 }).chain((tables) =>
  fc.record({
    k: fc.integer({ min: 18, max: 49 }),
    plotId: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    memo: fc.uint8Array({ maxLength: 300 }),
    tables: fc.constant(tables),
    firstF7: words(parksFor(tables[6]!.entries)),
  }),
);

describe('plot header', () => {
  test('reads back as written', () => {
    fc.assert(
      fc.property(header, (value) => {
        const bytes = encodeHeader(value);
        expect(readPrefix(bytes)).toEqual({ version: 1, headerLength: bytes.length });
        expect(decodeHeader(bytes)).toEqual(value);
      }),
    );
  });

  test('does not survive the change of any bit', () => {
    fc.assert(
      fc.property(header, fc.nat(), (value, at) => {
        const bytes = encodeHeader(value);
        bytes[(at >>> 3) % bytes.length]! ^= 1 << (at & 7);
        expect(decodeHeader(bytes)).toBeNull();
      }),
    );
  });

  test('is no header when it is cut', () => {
    fc.assert(
      fc.property(header, fc.nat(), (value, at) => {
        const bytes = encodeHeader(value);
        expect(decodeHeader(bytes.subarray(0, at % bytes.length))).toBeNull();
      }),
    );
  });
});
