import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { verifyProof } from '../src/index.ts';
import { packValues, toPlotOrder, unpackProof } from '../src/proof.ts';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('verifyProof', () => {
  test('returns null for bytes that are no proof, of any length and k', () => {
    fc.assert(
      fc.property(
        bytes32,
        fc.integer({ min: -1, max: 60 }),
        bytes32,
        fc.uint8Array(),
        (plotId, k, challenge, proof) => {
          expect(verifyProof({ plotId, k, challenge, proof })).toBeNull();
        },
      ),
    );
  });

  test('returns null for random values of the right length, up to the largest k', () => {
    fc.assert(
      fc.property(bytes32, fc.integer({ min: 18, max: 49 }), bytes32, (plotId, k, challenge) => {
        const proof = Uint8Array.from({ length: 8 * k }, (_, i) => plotId[i % 31]! ^ i);
        expect(verifyProof({ plotId, k, challenge, proof })).toBeNull();
      }),
    );
  });

  test.each([17, 50, 18.5, Number.NaN])('returns null for k = %d', (k) => {
    const proof = new Uint8Array(Number.isInteger(k) ? 8 * k : 144);
    expect(verifyProof({ plotId: new Uint8Array(32), k, challenge: new Uint8Array(32), proof })).toBeNull();
  });

  test('returns null for a plot id or a challenge of another length', () => {
    const proof = new Uint8Array(144);
    const good = new Uint8Array(32);
    for (const bad of [new Uint8Array(31), new Uint8Array(33), new Uint8Array(0)]) {
      expect(verifyProof({ plotId: bad, k: 18, challenge: good, proof })).toBeNull();
      expect(verifyProof({ plotId: good, k: 18, challenge: bad, proof })).toBeNull();
    }
  });
});

describe('values of a proof', () => {
  const proofValues = fc
    .integer({ min: 18, max: 49 })
    .chain((k) =>
      fc.tuple(
        fc.constant(k),
        fc.array(fc.bigInt({ min: 0n, max: 2n ** BigInt(k) - 1n }), { minLength: 64, maxLength: 64 }),
      ),
    );

  test('pack into 8k bytes and come back', () => {
    fc.assert(
      fc.property(proofValues, ([k, values]) => {
        const bytes = packValues(values, k);
        expect(bytes.length).toBe(8 * k);
        expect(unpackProof(bytes, k)).toEqual(values);
      }),
    );
  });

  test('have one plot order, whatever halves are swapped', () => {
    fc.assert(
      fc.property(proofValues, fc.integer({ min: 0, max: 5 }), ([, values], level) => {
        const half = 2 ** level;
        const swapped = [...values.slice(half, 2 * half), ...values.slice(0, half), ...values.slice(2 * half)];
        expect(toPlotOrder(swapped)).toEqual(toPlotOrder(values));
      }),
    );
  });
});
