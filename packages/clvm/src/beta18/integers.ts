/*
 * Integers of the beta: signed, of any length. They become bytes by a rule of their own, and are measured by their
 * magnitude (consensus 1.3 and appendix A). All of this is linear in the length.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { NIL } from '../node.ts';

/** Bytes of an integer that is exact as a number. */
const SMALL_SIZE = 6;

/** The magnitude that bytes spell, big endian. */
export function unsignedOf(atom: Uint8Array): bigint {
  if (atom.length > SMALL_SIZE) return BigInt(`0x${bytesToHex(atom)}`);
  let value = 0;
  for (const byte of atom) value = value * 256 + byte;
  return BigInt(value);
}

/** The integer of an atom, in two's complement; nil is zero, redundant leading bytes are accepted. */
export function integerOf(atom: Uint8Array): bigint {
  const value = unsignedOf(atom);
  return (atom[0] ?? 0) < 0x80 ? value : value - (1n << BigInt(8 * atom.length));
}

/** n(x) of appendix A: bytes that the magnitude takes, none for zero. */
export function sizeOf(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  if (magnitude < 0x100n) return magnitude === 0n ? 0 : 1;
  return Math.ceil(magnitude.toString(16).length / 2);
}

/** Bits that the magnitude takes. */
export function bitsOf(value: bigint): number {
  const hex = (value < 0n ? -value : value).toString(16);
  return 4 * (hex.length - 1) + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
}

/**
 * The atom of an integer. The number of bytes follows from the magnitude and a sign bit, so that -128 takes two where
 * one would do (consensus 1.3).
 */
export function atomOf(value: bigint): Uint8Array {
  if (value === 0n) return NIL;
  const size = Math.floor((bitsOf(value) + 8) / 8);
  const complement = value < 0n ? value + (1n << BigInt(8 * size)) : value;
  return hexToBytes(complement.toString(16).padStart(2 * size, '0'));
}
