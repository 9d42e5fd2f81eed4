/**
 * A proof-of-time scheme: what the two versions of the library have in common.
 *
 * They agree on the group, the squaring and Wesolowski's equation, and differ in the search for primes, the bytes of a form
 * and what stands between the segments of a nested proof.
 */
import type { ClassGroup } from '../forms/class-group.ts';
import type { Form } from '../forms/form.ts';

/** The value of `vdfScheme` in a network file. */
export type VdfScheme = 'chiavdf' | 'chiavdf-0.12';

/** A form as a block stores it. */
export interface FormPair {
  readonly a: bigint;
  readonly b: bigint;
}

/** A piece of a proof: `iterations` squarings from wherever the one before it ended. */
export interface Segment {
  readonly iterations: bigint;
  /** The prime that the segment's ends were hashed to. */
  readonly prime: bigint;
  readonly output: Form;
  readonly proof: Form;
}

export interface VdfStatement {
  readonly discriminantBits: number;
  /** The challenge hash, from which the discriminant is derived. */
  readonly challenge: Uint8Array;
  /** Number of squarings of the initial element, a uint64. */
  readonly iterations: bigint;
}

export interface VdfProof {
  /** The reduced form reached. */
  readonly output: FormPair;
  /** Number of segments beyond the first, 0..255. */
  readonly witnessType: number;
  readonly witness: Uint8Array;
}

export interface ProveOptions {
  /** Iterations of each segment, in time order; by default all of them in one. */
  readonly segments?: readonly bigint[];
}

export interface VdfSchemeImpl {
  readonly name: VdfScheme;
  /**
   * D, a negative prime ≡ 1 mod 8 with exactly `bits` bits (proofs B.3).
   * @throws VdfError BAD_DISCRIMINANT_BITS, BAD_SEED
   */
  createDiscriminant(challenge: Uint8Array, bits: number): bigint;
  /** The group of a challenge's discriminant; those of the last challenges are remembered. Throws as above. */
  group(challenge: Uint8Array, bits: number): ClassGroup;
  /** The bytes of a reduced form. */
  serialize(group: ClassGroup, form: Form): Uint8Array;
  /** The reduced form in these bytes, or null. */
  deserialize(group: ClassGroup, bytes: Uint8Array): Form | null;
  /** B, the prime of 264 bits for a segment from x to y (proofs B.9). */
  challengePrime(group: ClassGroup, x: Form, y: Form): bigint;
  /** Length of a witness with this many segments beyond the first. */
  witnessSize(group: ClassGroup, witnessType: number): number;
  /** The witness of segments in time order. */
  packWitness(group: ClassGroup, segments: readonly Segment[]): Uint8Array;
  /**
   * Whether the witness shows that y is x squared `iterations` times. Lengths and counts are checked before any work.
   * Never throws.
   */
  verifyWitness(
    group: ClassGroup,
    x: Form,
    y: Form,
    iterations: bigint,
    witnessType: number,
    witness: Uint8Array,
  ): boolean;
  /** Whether a block's proof of time holds; its output must be a reduced form (consensus Q19). Never throws. */
  verify(claim: VdfStatement & VdfProof): boolean;
  /**
   * Computes output and witness, in as many squarings as `iterations` says.
   * @throws VdfError BAD_DISCRIMINANT_BITS, BAD_SEED, BAD_ITERATIONS, BAD_SEGMENTS
   */
  prove(statement: VdfStatement & ProveOptions): VdfProof;
}
