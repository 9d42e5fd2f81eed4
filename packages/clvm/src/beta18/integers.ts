/*
 * Integers of the beta: signed, of any length. They become bytes by a rule of their own, and are measured by their
 * magnitude (consensus 1.3 and appendix A). All of this is linear in the length, by way of hex text: shifting bytes in
 * one by one takes the square.
 */
import { NIL } from '../node.ts';

/** Bytes of an integer that is exact as a number. */
const SMALL_SIZE = 6;

const decoder = new TextDecoder('latin1');
const encoder = new TextEncoder();
const DIGITS = encoder.encode('0123456789abcdef');
/** Codes of letters, less those of the digits they stand for. */
const LETTER_OFFSET = 'a'.charCodeAt(0) - 10;
const DIGIT_OFFSET = '0'.charCodeAt(0);

/** Text of one piece, which engines read numbers from fast, however long. */
function hexText(bytes: Uint8Array): string {
  const text = new Uint8Array(2 * bytes.length);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    text[2 * at] = DIGITS[byte >> 4] ?? 0;
    text[2 * at + 1] = DIGITS[byte & 15] ?? 0;
  }
  return decoder.decode(text);
}

const digitOf = (code: number): number => code - (code > LETTER_OFFSET ? LETTER_OFFSET : DIGIT_OFFSET);

/** Bytes of a value that is not negative, filled up with zeros in front. */
function bytesOf(value: bigint, size: number): Uint8Array {
  const text = encoder.encode(value.toString(16).padStart(2 * size, '0'));
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at++) bytes[at] = digitOf(text[2 * at] ?? 0) * 16 + digitOf(text[2 * at + 1] ?? 0);
  return bytes;
}

/** The magnitude that bytes spell, big endian. */
export function unsignedOf(atom: Uint8Array): bigint {
  if (atom.length > SMALL_SIZE) return BigInt(`0x${hexText(atom)}`);
  let value = 0;
  for (const byte of atom) value = value * 256 + byte;
  return BigInt(value);
}

/** The integer of an atom, in two's complement; nil is zero, redundant leading bytes are accepted. */
export function integerOf(atom: Uint8Array): bigint {
  const value = unsignedOf(atom);
  return (atom[0] ?? 0) < 0x80 ? value : value - (1n << BigInt(8 * atom.length));
}

/** Bits that the magnitude takes; none for zero. */
export function bitsOf(value: bigint): number {
  const digits = (value < 0n ? -value : value).toString(16);
  return 4 * (digits.length - 1) + (32 - Math.clz32(digitOf(digits.charCodeAt(0))));
}

/** n(x) of appendix A: bytes that the magnitude takes. */
export const sizeOf = (value: bigint): number => Math.ceil(bitsOf(value) / 8);

/**
 * The atom of an integer. The number of bytes follows from the magnitude and a sign bit, so that -128 takes two where
 * one would do (consensus 1.3).
 */
export function atomOf(value: bigint): Uint8Array {
  if (value === 0n) return NIL;
  const size = Math.floor((bitsOf(value) + 8) / 8);
  return bytesOf(value < 0n ? value + (1n << BigInt(8 * size)) : value, size);
}
