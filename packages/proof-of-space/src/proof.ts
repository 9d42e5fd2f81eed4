/**
 * A proof: 64 values of k bits, and the two orders they come in (proofs A.6, A.7).
 *
 * *Proof order* has the left parent first at every level, as f2..f7 need it; this is what is sent. *Plot order* has the
 * smaller half first at every level; the quality is defined on it, because a plot file knows only that order.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { PROOF_VALUES } from './constants.ts';

/** Writes values of k bits one after the other, first bit on top, zero bits to a full byte. */
export function packValues(values: readonly bigint[], k: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((values.length * k) / 8));
  let rest = 0n;
  let bits = 0;
  let at = 0;
  for (const value of values) {
    rest = (rest << BigInt(k)) | value;
    for (bits += k; bits >= 8; bits -= 8) bytes[at++] = Number((rest >> BigInt(bits - 8)) & 0xffn);
    rest &= (1n << BigInt(bits)) - 1n;
  }
  if (bits > 0) bytes[at] = Number(rest << BigInt(8 - bits));
  return bytes;
}

/** The 64 values of a proof of 8k bytes. */
export function unpackProof(proof: Uint8Array, k: number): bigint[] {
  const values: bigint[] = [];
  let rest = 0n;
  let bits = 0;
  for (const byte of proof) {
    rest = (rest << 8n) | BigInt(byte);
    bits += 8;
    if (bits < k) continue;
    bits -= k;
    values.push(rest >> BigInt(bits));
    rest &= (1n << BigInt(bits)) - 1n;
  }
  return values;
}

/** Compares lists of equal length from the last value down: whether `a` is the smaller one. */
function isSmaller(a: readonly bigint[], b: readonly bigint[]): boolean {
  for (let i = a.length - 1; i >= 0; i--) {
    if (a[i] !== b[i]) return a[i]! < b[i]!;
  }
  return false;
}

/** Brings 64 values from proof order (or any order of halves) to plot order. */
export function toPlotOrder(values: readonly bigint[]): bigint[] {
  let groups = values.map((value) => [value]);
  while (groups.length > 1) {
    const joined: bigint[][] = [];
    for (let i = 0; i < groups.length; i += 2) {
      const [a, b] = [groups[i]!, groups[i + 1]!];
      joined.push(isSmaller(a, b) ? [...a, ...b] : [...b, ...a]);
    }
    groups = joined;
  }
  return groups[0]!;
}

/** Index of the first of the two values in plot order that a challenge selects: even, 0..62. */
export function qualityIndex(challenge: Uint8Array): number {
  return 2 * (challenge[challenge.length - 1]! % (PROOF_VALUES / 2));
}

/** Quality string (32 bytes) from the selected pair of values in plot order. */
export function qualityOfPair(challenge: Uint8Array, first: bigint, second: bigint, k: number): Uint8Array {
  return sha256(concatBytes(challenge, packValues([first, second], k)));
}

/** Quality string of a proof given as 64 values in proof order. */
export function qualityOfProof(challenge: Uint8Array, values: readonly bigint[], k: number): Uint8Array {
  const ordered = toPlotOrder(values);
  const index = qualityIndex(challenge);
  return qualityOfPair(challenge, ordered[index]!, ordered[index + 1]!, k);
}

/** The first k bits of a challenge: the f7 a proof must end in. */
export function challengeTarget(challenge: Uint8Array, k: number): bigint {
  let value = 0n;
  const bytes = Math.ceil(k / 8);
  for (let i = 0; i < bytes; i++) value = (value << 8n) | BigInt(challenge[i]!);
  return value >> BigInt(8 * bytes - k);
}
