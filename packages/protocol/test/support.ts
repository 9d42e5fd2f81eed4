import { expect } from '@jest/globals';
import { hexToBytes } from '@noble/hashes/utils.js';
import { type ErrorContext, type ErrorName, ProtocolError } from '../src/index.ts';

/** The bytes of hex text, which may have blanks. */
export const hex = (text: string): Uint8Array => hexToBytes(text.replaceAll(' ', ''));

/** `size` bytes of one value. */
export const filled = (byte: number, size = 32): Uint8Array => new Uint8Array(size).fill(byte);

/** Demands an error of ours with that code, and returns its details. */
export function expectCode(action: () => unknown, code: ErrorName): ErrorContext {
  try {
    action();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    expect(error.code).toBe(code);
    return error.context;
  }
  throw new Error(`${code} expected, but nothing was thrown`);
}

export const G1_IDENTITY: Uint8Array = Uint8Array.of(0xc0, ...filled(0, 47));
export const G2_IDENTITY: Uint8Array = Uint8Array.of(0xc0, ...filled(0, 95));

/** The generator of G1. */
export const G1_POINT: Uint8Array = hex(
  '97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb',
);

/** The generator of G2. */
export const G2_POINT: Uint8Array = hex(
  '93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e' +
    '024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8',
);

/** Of the right shape, and on no curve. */
export const G1_NO_POINT: Uint8Array = Uint8Array.of(0x80, ...filled(0, 46), 1);
