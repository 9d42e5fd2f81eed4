import { describe, expect, test } from '@jest/globals';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { passesPlotFilter } from '../src/index.ts';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('plot filter', () => {
  test('passes exactly the plots whose hash begins with that many zero bits', () => {
    fc.assert(
      fc.property(bytes32, bytes32, fc.integer({ min: 0, max: 12 }), (plotId, challenge, zeroBits) => {
        const hash = sha256(concatBytes(plotId, challenge));
        const first16 = (hash[0]! << 8) | hash[1]!;
        expect(passesPlotFilter(plotId, challenge, zeroBits)).toBe(first16 >> (16 - zeroBits) === 0);
      }),
    );
  });

  test('without bits to check every plot passes', () => {
    fc.assert(fc.property(bytes32, bytes32, (plotId, challenge) => passesPlotFilter(plotId, challenge, 0)));
  });

  test.each([-1, 1.5, 257, Number.NaN])('refuses %d bits', (zeroBits) => {
    const filter = () => passesPlotFilter(new Uint8Array(32), new Uint8Array(32), zeroBits);
    expect(filter).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }));
  });
});
