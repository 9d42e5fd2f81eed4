import { expect } from '@jest/globals';
import { hexToBytes } from '@noble/hashes/utils.js';
import { StreamableError, type StreamableErrorCode } from '../src/index.ts';

/** The bytes of hex text, which may have blanks. */
export const hex = (text: string): Uint8Array => hexToBytes(text.replaceAll(' ', ''));

/** Demands an error of ours with that code, and returns it. */
export function expectCode(action: () => unknown, code: StreamableErrorCode): StreamableError {
  try {
    action();
  } catch (error) {
    if (!(error instanceof StreamableError)) throw error;
    expect(error.code).toBe(code);
    return error;
  }
  throw new Error(`${code} expected, but nothing was thrown`);
}
