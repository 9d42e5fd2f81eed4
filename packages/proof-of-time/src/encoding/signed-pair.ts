/**
 * The form bytes of chiavdf 0.12: a ‖ b, each in two's complement, big endian (proofs B.12, consensus appendix C).
 */
import { concatBytes } from '@noble/hashes/utils.js';
import { type ClassGroup, reducedForm } from '../forms/class-group.ts';
import type { Form } from '../forms/form.ts';
import { readSigned, writeSigned } from '../integers/bytes.ts';

/** Bytes per coefficient: 65 for 1024 bits, with room for the sign. */
export function coefficientSize(bits: number): number {
  return (bits + 16) >> 4;
}

/** a ‖ b of a reduced form: its coefficients always fit. */
export function serializeSignedPair({ a, b }: Form, bits: number): Uint8Array {
  const size = coefficientSize(bits);
  return concatBytes(writeSigned(a, size) as Uint8Array, writeSigned(b, size) as Uint8Array);
}

/** The reduced form of a ‖ b, which need not be reduced itself; null if it is no form or has another length. */
export function deserializeSignedPair(group: ClassGroup, bytes: Uint8Array): Form | null {
  const size = coefficientSize(group.bits);
  if (bytes.length !== 2 * size) return null;
  return reducedForm(group, readSigned(bytes.subarray(0, size)), readSigned(bytes.subarray(size)));
}
