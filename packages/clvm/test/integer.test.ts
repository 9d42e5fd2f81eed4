import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { atomToInt, intToAtom } from '../src/index.ts';

describe('integers in atoms', () => {
  test.each<[bigint, string]>([
    [0n, ''],
    [1n, '01'],
    [127n, '7f'],
    [128n, '0080'],
    [255n, '00ff'],
    [256n, '0100'],
    [32767n, '7fff'],
    [32768n, '008000'],
    [-1n, 'ff'],
    [-127n, '81'],
    [-128n, '80'],
    [-129n, 'ff7f'],
    [-256n, 'ff00'],
    [-32768n, '8000'],
  ])('%s', (value, hex) => {
    expect(Buffer.from(intToAtom(value)).toString('hex')).toBe(hex);
    expect(atomToInt(Buffer.from(hex, 'hex'))).toBe(value);
  });

  test('are read back, with redundant sign bytes too', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 300n), max: 1n << 300n }), fc.nat(3), (value, redundant) => {
        const atom = intToAtom(value);
        expect(atomToInt(atom)).toBe(value);
        const signs = new Uint8Array(redundant).fill(value < 0n ? 0xff : 0);
        expect(atomToInt(Uint8Array.of(...signs, ...atom))).toBe(value);
      }),
    );
  });

  test('take the least bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (atom) => {
        expect(intToAtom(atomToInt(atom)).length).toBeLessThanOrEqual(atom.length);
      }),
    );
  });
});
