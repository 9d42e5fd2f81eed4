import { describe, expect, test } from '@jest/globals';
import { bech32, bech32m } from '@scure/base';
import fc from 'fast-check';
import { decodeAddress, encodeAddress } from '../src/index.ts';
import { coinRules, failure, hashes } from './arbitraries.ts';

const RULES = ['mainnet', 'beta18'] as const;
const hash = Uint8Array.from({ length: 32 }, (_, at) => at);

function failureOf(work: () => unknown): { readonly code?: string; readonly message: string } {
  try {
    return { message: `no failure, but ${work()}` };
  } catch (error) {
    return error as { readonly code?: string; readonly message: string };
  }
}

/** The first two characters behind the separator that differ, in each other's place. */
const exchanged = (address: string): string => address.replace(/(?<=1.*)(.)(?!\1)(.)/, '$2$1');

describe('addresses', () => {
  test('hold a puzzle hash under either rules, in either case', () => {
    fc.assert(
      fc.property(hashes, coinRules, fc.constantFrom('txch', 'xch', 'a1b'), (puzzleHash, rules, prefix) => {
        const address = encodeAddress(puzzleHash, prefix, rules);
        expect(address.startsWith(`${prefix}1`)).toBe(true);
        expect(address).toHaveLength(prefix.length + 1 + 52 + 6);
        expect(decodeAddress(address, prefix, rules)).toEqual(puzzleHash);
        expect(decodeAddress(address.toUpperCase(), prefix, rules)).toEqual(puzzleHash);
      }),
    );
  });

  test('of one kind are not addresses of the other, nor is bech32 of either', () => {
    fc.assert(
      fc.property(hashes, (puzzleHash) => {
        const today = encodeAddress(puzzleHash, 'txch', 'mainnet');
        const beta = encodeAddress(puzzleHash, 'txch', 'beta18');
        expect(today.slice(0, -6)).toBe(beta.slice(0, -6));
        const invalid = failure('ADDRESS_INVALID');
        expect(() => decodeAddress(today, 'txch', 'beta18')).toThrow(invalid);
        expect(() => decodeAddress(beta, 'txch', 'mainnet')).toThrow(invalid);
        for (const rules of RULES) {
          expect(() => decodeAddress(bech32.encodeFromBytes('txch', puzzleHash), 'txch', rules)).toThrow(invalid);
        }
      }),
    );
  });

  test('with any character changed are refused', () => {
    const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
    fc.assert(
      fc.property(coinRules, fc.integer({ min: 5, max: 62 }), fc.constantFrom(...alphabet), (rules, at, character) => {
        const address = encodeAddress(hash, 'txch', rules);
        fc.pre(address[at] !== character);
        const changed = address.slice(0, at) + character + address.slice(at + 1);
        expect(() => decodeAddress(changed, 'txch', rules)).toThrow(
          failure('ADDRESS_INVALID', { problem: 'checksum' }),
        );
      }),
    );
  });

  test('are the only texts that are read; all others are refused in one short line', () => {
    const texts = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 }));
    fc.assert(
      fc.property(coinRules, texts, fc.constantFrom('', 'txch1'), (rules, text, start) => {
        const error = failureOf(() => decodeAddress(start + text, 'txch', rules));
        expect(error.code).toBe('ADDRESS_INVALID');
        expect(error.message).toMatch(/^[^\n]{10,800}$/);
      }),
    );
  });

  describe.each(RULES)('under the rules %s', (rules) => {
    const address = encodeAddress(hash, 'txch', rules);

    test.each([
      ['nothing', '', 'characters'],
      ['no separator', address.replace('1', ''), 'characters'],
      ['no prefix', address.slice(4), 'characters'],
      ['mixed case', address.slice(0, 20) + address.slice(20).toUpperCase(), 'characters'],
      ['a capital first', `T${address.slice(1)}`, 'characters'],
      ['mixed case in the checksum', address.slice(0, -3) + address.slice(-3).toUpperCase(), 'characters'],
      ['a space', `${address.slice(0, 20)} ${address.slice(20)}`, 'characters'],
      ['a letter outside the alphabet', `${address.slice(0, 20)}b${address.slice(21)}`, 'characters'],
      ['too many characters', `${address}${'q'.repeat(30)}`, 'characters'],
      ['one character less', address.slice(0, -1), 'checksum'],
      ['one character more', `${address}q`, 'checksum'],
      ['two characters exchanged, in capitals', exchanged(address).toUpperCase(), 'checksum'],
    ])('%s is no address', (_case, text, problem) => {
      expect(() => decodeAddress(text, 'txch', rules)).toThrow(failure('ADDRESS_INVALID', { problem }));
    });

    test('an address of another network is refused by its prefix', () => {
      const error = failure('ADDRESS_PREFIX', { found: 'xch', wanted: 'txch' });
      expect(() => decodeAddress(encodeAddress(hash, 'xch', rules), 'txch', rules)).toThrow(error);
    });

    test.each([0, 31, 33])('nothing is made of a hash of %i bytes', (bytes) => {
      expect(() => encodeAddress(new Uint8Array(bytes), 'txch', rules)).toThrow(failure('PUZZLE_HASH_SIZE', { bytes }));
    });
  });

  test.each([20, 31, 33])('an address that holds %i bytes is refused', (bytes) => {
    const address = bech32m.encodeFromBytes('txch', new Uint8Array(bytes));
    expect(() => decodeAddress(address, 'txch', 'mainnet')).toThrow(failure('ADDRESS_LENGTH', { bytes }));
  });
});
