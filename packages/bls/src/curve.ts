export const BACKENDS = ['native', 'wasm', 'pure'] as const;

/** The name of a back end, fastest first in `BACKENDS`. */
export type BackendName = (typeof BACKENDS)[number];

/** A public key with the whole message that is hashed for it (any prepended key included). */
export interface SignedPair {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
}

/**
 * What a back end has to know about BLS12-381, and nothing about schemes. All back ends give the same bytes.
 *
 * Callers see to the arguments: scalars are 32 bytes big endian below the group order; points have passed
 * `hasPointForm`, or are the identity where said. A point that turns out not to be in its group is a BlsError,
 * PUBLIC_KEY_INVALID in G1 and SIGNATURE_INVALID in G2.
 */
export interface Curve {
  readonly backend: BackendName;
  /** Whether the x-coordinate belongs to a point of the subgroup of order r. */
  isInG1(point: Uint8Array): boolean;
  isInG2(point: Uint8Array): boolean;
  /** scalar · G, G the generator of G1. */
  multiplyGenerator(scalar: Uint8Array): Uint8Array;
  /** Sum in G1 of at least one point, none of them the identity. */
  addG1(points: readonly Uint8Array[]): Uint8Array;
  /** Sum in G2 of at least one point, none of them the identity. */
  addG2(points: readonly Uint8Array[]): Uint8Array;
  /** scalar · H(message), H the hash of RFC 9380 to G2 under the domain string `dst` (proofs C.2). */
  multiplyHash(scalar: Uint8Array, message: Uint8Array, dst: string): Uint8Array;
  /**
   * Whether e(G, signature) = Π e(publicKey_i, H(message_i)), in one multi-pairing. At least one pair, no key being
   * the identity; `signature` null stands for the identity of G2.
   */
  pairingsAgree(pairs: readonly SignedPair[], signature: Uint8Array | null, dst: string): boolean;
}
