/**
 * A form in 100 bytes (proofs B.7 and B.8, first half).
 *
 * a and b have about half the bits of D each, but b is nearly determined: b² ≡ D mod a. Store a short multiplier t, with
 * t·b ≡ r mod a and both t and r about √a: then r² ≡ t²·D mod a, where the right side is known and r² is less than a, so r
 * is a plain square root of it, and b = r/t. Where g = gcd(a, t) is not 1 the division is possible modulo a/g only, and what
 * remains of b is stored as b0. Integers are little endian here.
 */

import { abs, bitLength } from '../integers/bits.ts';
import { readLittleEndian, writeLittleEndian } from '../integers/bytes.ts';
import { gcd } from '../integers/gcd.ts';
import { partialGcdOnWords } from './word-gcd.ts';

/** Size of a form, in bytes, whatever the discriminant. */
export const COMPRESSED_FORM_SIZE = 100;

export const FLAG = { bSign: 1, tSign: 2, identity: 4, initial: 8 } as const;

/** What stands in the bytes: a' = a/g, t/g, g, b0, and the sign of b. */
export interface CompressedForm {
  a: bigint;
  t: bigint;
  g: bigint;
  b0: bigint;
  bNegative: boolean;
}

/** Field sizes for a discriminant of `bits` bits and z = (bytes of g) - 1. */
function fieldSizes(bits: number, z: number): { a: number; t: number; g: number } {
  const d = Math.ceil(bits / 32) * 32;
  return { a: d / 16 - z, t: d / 32 - z, g: z + 1 };
}

function compress(a: bigint, b: bigint): CompressedForm {
  if (a === b) return { a, t: 0n, g: 0n, b0: 0n, bNegative: false };
  const t = partialGcdOnWords(a, b);
  const g = gcd(a, abs(t));
  const bNegative = b < 0n;
  if (g === 1n) return { a, t, g, b0: 0n, bNegative };
  return { a: a / g, t: t / g, g, b0: abs(b) / (a / g), bNegative };
}

/**
 * The 100 bytes of (a, b), or null if a field does not fit, which cannot happen to a reduced form.
 *
 * @param bits bit length of |D|, at most 1024
 */
export function serializePair(a: bigint, b: bigint, bits: number): Uint8Array | null {
  const out = new Uint8Array(COMPRESSED_FORM_SIZE);
  if (b === 1n && (a === 1n || a === 2n)) {
    out[0] = a === 2n ? FLAG.initial : FLAG.identity;
    return out;
  }
  const form = compress(a, b);
  const z = Math.ceil(bitLength(form.g) / 8) - 1;
  const sizes = fieldSizes(bits, z);
  if (sizes.t <= 0) return null;
  out[0] = (form.bNegative ? FLAG.bSign : 0) | (form.t < 0n ? FLAG.tSign : 0);
  out[1] = z;
  let offset = 2;
  for (const [value, size] of [
    [form.a, sizes.a],
    [abs(form.t), sizes.t],
    [form.g, sizes.g],
    [form.b0, sizes.g],
  ] as const) {
    const bytes = writeLittleEndian(value, size);
    if (bytes === null) return null;
    out.set(bytes, offset);
    offset += size;
  }
  return out;
}

/** Reads the fields of 100 bytes without judging them; null if the size of g cannot be. */
export function readCompressed(bytes: Uint8Array, bits: number): CompressedForm | null {
  const flags = bytes[0] as number;
  const z = bytes[1] as number;
  const sizes = fieldSizes(bits, z);
  if (sizes.t <= 0) return null;
  let offset = 2;
  const next = (size: number) => readLittleEndian(bytes.subarray(offset, (offset += size)));
  const a = next(sizes.a);
  const t = next(sizes.t);
  const g = next(sizes.g);
  const b0 = next(sizes.g);
  return { a, t: (flags & FLAG.tSign) !== 0 ? -t : t, g, b0, bNegative: (flags & FLAG.bSign) !== 0 };
}
