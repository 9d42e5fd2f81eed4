import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  entropyToMnemonic,
  generateMnemonic,
  masterKeyOf,
  mnemonicToEntropy,
  mnemonicToSeed,
  normalizeMnemonic,
} from '../src/index.ts';
import { entropies, failure } from './arbitraries.ts';

/** The last word that makes the checksum of eleven zero words right is "about". */
const ZERO = `${'abandon '.repeat(11)}about`;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('mnemonics', () => {
  test('of zero bytes', () => {
    expect(entropyToMnemonic(new Uint8Array(16))).toBe(ZERO);
    expect(mnemonicToEntropy(ZERO)).toEqual(new Uint8Array(16));
  });

  test('hold their entropy', () => {
    fc.assert(
      fc.property(entropies, (entropy) => {
        const mnemonic = entropyToMnemonic(entropy);
        expect(mnemonic.split(' ')).toHaveLength((entropy.length / 4) * 3);
        expect(mnemonicToEntropy(mnemonic)).toEqual(entropy);
      }),
    );
  });

  test('are read however they are spaced, and in any case', () => {
    fc.assert(
      fc.property(entropies, fc.constantFrom('  ', '\n', '\t ', '\u00a0', '\u3000'), (entropy, space) => {
        const mnemonic = entropyToMnemonic(entropy);
        const written = `${space}${mnemonic.toUpperCase().replaceAll(' ', space)}${space}`;
        expect(normalizeMnemonic(written)).toBe(mnemonic);
        expect(mnemonicToEntropy(written)).toEqual(entropy);
      }),
    );
    expect(mnemonicToSeed(`  ${ZERO.toUpperCase()}`)).toEqual(mnemonicToSeed(ZERO));
  });

  test('are new each time, with 24 words', () => {
    const mnemonic = generateMnemonic();
    expect(mnemonic.split(' ')).toHaveLength(24);
    expect(generateMnemonic()).not.toBe(mnemonic);
    expect(generateMnemonic((size) => new Uint8Array(size))).toBe(entropyToMnemonic(new Uint8Array(32)));
  });

  test.each([0, 15, 17, 33])('cannot hold %i bytes', (bytes) => {
    expect(() => entropyToMnemonic(new Uint8Array(bytes))).toThrow(failure('ENTROPY_SIZE', { bytes }));
  });

  test.each([
    ['', 0],
    ['abandon', 1],
    [ZERO.replace(' about', ''), 11],
    [`${ZERO} ${ZERO} about`, 25],
  ])('"%s" has a wrong number of words', (mnemonic, words) => {
    expect(() => mnemonicToEntropy(mnemonic)).toThrow(failure('MNEMONIC_WORD_COUNT', { words }));
  });

  test('name the word that is not in the list', () => {
    const mistyped = ZERO.replace('abandon abandon', 'abandon abandonn');
    const error = failure('MNEMONIC_UNKNOWN_WORD', { word: 'abandonn', position: 2 });
    expect(() => mnemonicToEntropy(mistyped)).toThrow(error);
    expect(() => mnemonicToSeed(mistyped)).toThrow(error);
  });

  test('with a wrong checksum are refused', () => {
    const wrong = ZERO.replace('about', 'abandon');
    expect(() => mnemonicToEntropy(wrong)).toThrow(failure('MNEMONIC_CHECKSUM'));
    expect(() => masterKeyOf(wrong)).toThrow(failure('MNEMONIC_CHECKSUM'));
  });
});

describe('the seed', () => {
  test('is that of BIP39, and so is its use of the passphrase', () => {
    // The first test vector of BIP39.
    expect(hex(mnemonicToSeed(ZERO, 'TREZOR'))).toBe(
      'c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04',
    );
    expect(mnemonicToSeed(ZERO)).not.toEqual(mnemonicToSeed(ZERO, 'TREZOR'));
  });

  test('does not depend on how accents of the passphrase are coded', () => {
    expect(mnemonicToSeed(ZERO, '\u00e9')).toEqual(mnemonicToSeed(ZERO, 'e\u0301'));
  });

  test('grows into the master key that EIP-2333 gives as its example', () => {
    expect(hex(masterKeyOf(ZERO, 'TREZOR'))).toBe('0befcabff4a664461cc8f190cdd51c05621eb2837c71a1362df5b465a674ecfb');
  });
});
