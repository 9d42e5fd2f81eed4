/** Back from 100 bytes to a form (proofs B.8). */

import { type ClassGroup, reducedForm } from '../forms/class-group.ts';
import type { Form } from '../forms/form.ts';
import { abs, exactSqrt, mod } from '../integers/bits.ts';
import { inverseGcd } from '../integers/gcd.ts';
import { COMPRESSED_FORM_SIZE, type CompressedForm, FLAG, readCompressed, serializePair } from './compressed.ts';

export interface DecodeOptions {
  /**
   * Also refuse |b| > a, so that each form has one string only. Consensus is lenient: it takes what the published library
   * takes by default. Strict is for one's own data.
   */
  strict?: boolean;
}

/** Solves for (a, b) as compressed.ts explains; null if there is no solution. */
function expand({ a, t, g, b0, bNegative }: CompressedForm, discriminant: bigint): { a: bigint; b: bigint } | null {
  if (t === 0n) return { a, b: a };
  if (a === 0n) return null;
  const { gcd: common, inverse } = inverseGcd(a, mod(t, a));
  // The library adds a' to a negative t once. What is then still negative cannot be written back to the same bytes.
  if (common !== 1n) return null;
  const root = exactSqrt((((t * t) % a) * mod(discriminant, a)) % a);
  if (root === null) return null;
  let b = (root * mod(inverse, a)) % a;
  if (b0 > 0n) b += a * b0;
  return { a: g > 1n ? a * g : a, b: bNegative ? -b : b };
}

/**
 * The form in `bytes`, reduced, or null. A string with the flag of the initial element or of the identity is that element
 * whatever follows; any other must be what serializing its form gives.
 */
export function deserializeForm(group: ClassGroup, bytes: Uint8Array, options: DecodeOptions = {}): Form | null {
  if (bytes.length !== COMPRESSED_FORM_SIZE || group.bits > 1024) return null;
  const flags = bytes[0] as number;
  if ((flags & FLAG.initial) !== 0) return group.initial;
  if ((flags & FLAG.identity) !== 0) return group.identity;
  const compressed = readCompressed(bytes, group.bits);
  const pair = compressed === null ? null : expand(compressed, group.discriminant);
  if (pair === null || pair.a <= 0n) return null;
  if (options.strict === true && abs(pair.b) > pair.a) return null;
  const canonical = serializePair(pair.a, pair.b, group.bits);
  if (canonical === null || !canonical.every((byte, i) => byte === bytes[i])) return null;
  return reducedForm(group, pair.a, pair.b);
}
