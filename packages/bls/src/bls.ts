import { concatBytes } from '@noble/hashes/utils.js';
import type { BackendName, Curve } from './curve.ts';
import { G1_SIZE, G2_SIZE, g1Identity, g2Identity, hasPointForm, isIdentity } from './encoding.ts';
import { BlsError } from './errors.ts';
import { addSecretKeys, scalarOf } from './scalar.ts';

/** Domain string of the augmented scheme (proofs C.2), the one that blocks and plots use. */
export const AUG_DST = 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_AUG_';

/**
 * AugSchemeMPL (proofs C.3) over one back end. Secret keys are 32 bytes (big endian, below the group order), public
 * keys 48, signatures 96. Bytes that are no key or no point raise a BlsError: SECRET_KEY_INVALID, PUBLIC_KEY_INVALID
 * or SIGNATURE_INVALID; `false` only ever says that a valid signature is not the right one.
 */
export interface Bls {
  readonly backend: BackendName;
  /** The arithmetic below the scheme. */
  readonly curve: Curve;
  /** sk · G, 48 bytes; the identity for the secret key zero. */
  publicKey(secretKey: Uint8Array): Uint8Array;
  /** sk · H(P ‖ message); P is the signer's public key unless `prependKey` names another (plot signatures, C.8). */
  sign(secretKey: Uint8Array, message: Uint8Array, prependKey?: Uint8Array): Uint8Array;
  /** Whether e(G, σ) = e(pk, H(pk ‖ message)); false for the identity key. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  /** Sum of signatures in G2; of none: the identity. */
  aggregate(signatures: readonly Uint8Array[]): Uint8Array;
  /** Whether the signature is that of every pair (publicKeys[i], messages[i]) together, in one multi-pairing. False if
   * the counts differ or a key is the identity; no pairs at all: true for the identity signature only. */
  aggregateVerify(publicKeys: readonly Uint8Array[], messages: readonly Uint8Array[], signature: Uint8Array): boolean;
  /** Sum of public keys in G1; of none: the identity. */
  addPublicKeys(publicKeys: readonly Uint8Array[]): Uint8Array;
  /** Sum of secret keys modulo the group order. */
  addSecretKeys(secretKeys: readonly Uint8Array[]): Uint8Array;
  /** scalar · G in G1, for any 32-byte scalar below the group order: `publicKey` by the name of what it does. */
  multiplyG1Generator(scalar: Uint8Array): Uint8Array;
  /** Whether the bytes encode a point of G1: form, curve, subgroup; the identity is one (C.1). */
  isValidG1(bytes: Uint8Array): boolean;
  /** Whether the bytes encode a point of G2: form, curve, subgroup; the identity is one (C.1). */
  isValidG2(bytes: Uint8Array): boolean;
}

function checkPublicKeyForm(publicKey: Uint8Array): void {
  if (!hasPointForm(publicKey, G1_SIZE)) throw new BlsError({ code: 'PUBLIC_KEY_INVALID', publicKey });
}

function checkSignatureForm(signature: Uint8Array): void {
  if (!hasPointForm(signature, G2_SIZE)) throw new BlsError({ code: 'SIGNATURE_INVALID', signature });
}

const isG1Identity = (bytes: Uint8Array): boolean => bytes.length === G1_SIZE && isIdentity(bytes);
const isG2Identity = (bytes: Uint8Array): boolean => bytes.length === G2_SIZE && isIdentity(bytes);

/** The scheme over a back end. */
export function createBls(curve: Curve): Bls {
  const multiplyG1Generator = (scalar: Uint8Array): Uint8Array => {
    scalarOf(scalar);
    return curve.multiplyGenerator(scalar);
  };

  const isValidG1 = (bytes: Uint8Array): boolean =>
    isG1Identity(bytes) || (hasPointForm(bytes, G1_SIZE) && curve.isInG1(bytes));

  const isValidG2 = (bytes: Uint8Array): boolean =>
    isG2Identity(bytes) || (hasPointForm(bytes, G2_SIZE) && curve.isInG2(bytes));

  const aggregateVerify: Bls['aggregateVerify'] = (publicKeys, messages, signature) => {
    const identitySignature = isG2Identity(signature);
    if (!identitySignature) checkSignatureForm(signature);
    for (const key of publicKeys) if (!isG1Identity(key)) checkPublicKeyForm(key);
    const pairs = publicKeys.flatMap((publicKey, at) => {
      const message = messages[at];
      return message === undefined ? [] : [{ publicKey, message: concatBytes(publicKey, message) }];
    });
    if (publicKeys.length !== messages.length || publicKeys.some(isG1Identity) || pairs.length === 0) {
      // Nothing to calculate, but a signature or key outside its group is still an error and not "false".
      if (!isValidG2(signature)) throw new BlsError({ code: 'SIGNATURE_INVALID', signature });
      const publicKey = publicKeys.find((key) => !isValidG1(key));
      if (publicKey !== undefined) throw new BlsError({ code: 'PUBLIC_KEY_INVALID', publicKey });
      return publicKeys.length === 0 && messages.length === 0 && identitySignature;
    }
    return curve.pairingsAgree(pairs, identitySignature ? null : signature, AUG_DST);
  };

  return {
    backend: curve.backend,
    curve,
    multiplyG1Generator,
    publicKey: multiplyG1Generator,
    isValidG1,
    isValidG2,
    addSecretKeys,
    aggregateVerify,
    verify: (publicKey, message, signature) => aggregateVerify([publicKey], [message], signature),

    sign(secretKey, message, prependKey = multiplyG1Generator(secretKey)) {
      scalarOf(secretKey);
      if (!isValidG1(prependKey)) throw new BlsError({ code: 'PUBLIC_KEY_INVALID', publicKey: prependKey });
      return curve.multiplyHash(secretKey, concatBytes(prependKey, message), AUG_DST);
    },

    aggregate(signatures) {
      const points = signatures.filter((signature) => !isG2Identity(signature));
      points.forEach(checkSignatureForm);
      return points.length === 0 ? g2Identity() : curve.addG2(points);
    },

    addPublicKeys(publicKeys) {
      const points = publicKeys.filter((key) => !isG1Identity(key));
      points.forEach(checkPublicKeyForm);
      return points.length === 0 ? g1Identity() : curve.addG1(points);
    },
  };
}
