/**
 * The scheme of chiavdf 0.12, which the reference release uses (consensus appendix C, proofs B.12): primes from a counter
 * that counts oddly, forms as a ‖ b, and the output of each inner segment in the witness.
 *
 * A form inside a witness need not be reduced: it is reduced when read. Only a block's output must be (Q19).
 */
import { concatBytes } from '@noble/hashes/utils.js';
import { coefficientSize, deserializeSignedPair, serializeSignedPair } from '../encoding/signed-pair.ts';
import type { ClassGroup } from '../forms/class-group.ts';
import type { Form } from '../forms/form.ts';
import { chiavdf012Search, hashPrime } from '../primes/hash-prime.ts';
import { createDiscriminant, createGroupCache } from './discriminants.ts';
import { proveStatement } from './prove.ts';
import type { Segment, VdfSchemeImpl } from './scheme.ts';
import { verifyClaim, verifySegment } from './verify.ts';
import { packWitness, unpackWitness, witnessSize } from './witness.ts';

const PRIME_BITS = 264;

const groupOf = createGroupCache(chiavdf012Search);

function formSize(group: ClassGroup): number {
  return 2 * coefficientSize(group.bits);
}

function serialize(group: ClassGroup, form: Form): Uint8Array {
  return serializeSignedPair(form, group.bits);
}

export const chiavdf012: VdfSchemeImpl = {
  name: 'chiavdf-0.12',
  createDiscriminant: (challenge, bits) => createDiscriminant(chiavdf012Search, challenge, bits),
  group: groupOf,
  serialize,
  deserialize: deserializeSignedPair,
  challengePrime(group, x, y) {
    const seed = concatBytes(serialize(group, x), serialize(group, y));
    return hashPrime(chiavdf012Search, seed, PRIME_BITS, [PRIME_BITS - 1]);
  },
  witnessSize: (group, witnessType) => witnessSize(formSize(group), formSize(group), witnessType),
  packWitness(group, segments) {
    const inner = segments.slice(0, -1).map(({ iterations, output, proof }) => ({
      iterations,
      middle: serialize(group, output),
      proof: serialize(group, proof),
    }));
    return packWitness(inner, serialize(group, (segments.at(-1) as Segment).proof));
  },
  verifyWitness(group, start, y, iterations, witnessType, witness) {
    const size = formSize(group);
    const parts = unpackWitness(witness, witnessType, iterations, size, size);
    const last = parts === null ? null : deserializeSignedPair(group, parts.lastProof);
    if (parts === null || last === null) return false;
    let x = start;
    for (const segment of parts.inner) {
      const next = deserializeSignedPair(group, segment.middle);
      const proof = deserializeSignedPair(group, segment.proof);
      if (next === null || proof === null) return false;
      if (!verifySegment(chiavdf012, group, x, next, proof, segment.iterations)) return false;
      x = next;
    }
    return verifySegment(chiavdf012, group, x, y, last, parts.remaining);
  },
  verify: (claim) => verifyClaim(chiavdf012, claim),
  prove: ({ challenge, discriminantBits, iterations, segments }) =>
    proveStatement(chiavdf012, groupOf(challenge, discriminantBits), iterations, segments ?? [iterations]),
};
