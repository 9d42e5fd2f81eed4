/**
 * Today's scheme (proofs B): compressed forms of 100 bytes, and the prime B of each inner segment in the witness.
 *
 * An inner segment does not say where it ends. The verifier computes x_i = π^B · x_{i-1}^r from the B that it is given, and
 * then asks whether the ends x_{i-1} and x_i really hash to that B.
 */
import { concatBytes } from '@noble/hashes/utils.js';
import { COMPRESSED_FORM_SIZE, serializePair } from '../encoding/compressed.ts';
import { deserializeForm } from '../encoding/decode.ts';
import type { ClassGroup } from '../forms/class-group.ts';
import type { Form } from '../forms/form.ts';
import { readBigEndian, writeBigEndian } from '../integers/bytes.ts';
import { chiavdfSearch, hashPrime } from '../primes/hash-prime.ts';
import { outputOf } from '../wesolowski/segment.ts';
import { createDiscriminant, createGroupCache } from './discriminants.ts';
import { proveStatement } from './prove.ts';
import type { Segment, VdfSchemeImpl } from './scheme.ts';
import { verifyClaim, verifySegment } from './verify.ts';
import { packWitness, unpackWitness, witnessSize } from './witness.ts';

const PRIME_BITS = 264;
const PRIME_SIZE = PRIME_BITS / 8;

const groupOf = createGroupCache(chiavdfSearch);

function serialize(group: ClassGroup, { a, b }: Form): Uint8Array {
  return serializePair(a, b, group.bits) as Uint8Array;
}

function challengePrime(group: ClassGroup, x: Form, y: Form): bigint {
  const seed = concatBytes(serialize(group, x), serialize(group, y));
  return hashPrime(chiavdfSearch, seed, PRIME_BITS, [PRIME_BITS - 1]);
}

/** Whether `prime` could come from `challengePrime` at all; saves two long powers when it is nonsense. */
function isPlausiblePrime(prime: bigint): boolean {
  return prime >> BigInt(PRIME_BITS - 1) === 1n && (prime & 1n) === 1n;
}

export const chiavdf: VdfSchemeImpl = {
  name: 'chiavdf',
  createDiscriminant: (challenge, bits) => createDiscriminant(chiavdfSearch, challenge, bits),
  group: groupOf,
  serialize,
  deserialize: (group, bytes) => deserializeForm(group, bytes),
  challengePrime,
  witnessSize: (_, witnessType) => witnessSize(COMPRESSED_FORM_SIZE, PRIME_SIZE, witnessType),
  packWitness(group, segments) {
    const inner = segments.slice(0, -1).map(({ iterations, prime, proof }) => ({
      iterations,
      middle: writeBigEndian(prime, PRIME_SIZE) as Uint8Array,
      proof: serialize(group, proof),
    }));
    return packWitness(inner, serialize(group, (segments.at(-1) as Segment).proof));
  },
  verifyWitness(group, start, y, iterations, witnessType, witness) {
    const parts = unpackWitness(witness, witnessType, iterations, COMPRESSED_FORM_SIZE, PRIME_SIZE);
    const last = parts === null ? null : deserializeForm(group, parts.lastProof);
    if (parts === null || last === null) return false;
    let x = start;
    for (const segment of parts.inner) {
      const prime = readBigEndian(segment.middle);
      const proof = isPlausiblePrime(prime) ? deserializeForm(group, segment.proof) : null;
      if (proof === null) return false;
      const next = outputOf(group, x, proof, prime, segment.iterations);
      if (challengePrime(group, x, next) !== prime) return false;
      x = next;
    }
    return verifySegment(chiavdf, group, x, y, last, parts.remaining);
  },
  verify: (claim) => verifyClaim(chiavdf, claim),
  prove: ({ challenge, discriminantBits, iterations, segments }) =>
    proveStatement(chiavdf, groupOf(challenge, discriminantBits), iterations, segments ?? [iterations]),
};
