import { bls12_381 } from '@noble/curves/bls12-381.js';
import type { Curve } from './curve.ts';
import { g1Identity, g2Identity } from './encoding.ts';
import { BlsError } from './errors.ts';
import { bytesToBigInt } from './scalar.ts';

const { G1, G2, longSignatures, pairingBatch, fields } = bls12_381;

function decodeG1(publicKey: Uint8Array) {
  try {
    return G1.Point.fromBytes(publicKey);
  } catch (cause) {
    throw new BlsError({ code: 'PUBLIC_KEY_INVALID', publicKey }, { cause });
  }
}

function decodeG2(signature: Uint8Array) {
  try {
    return longSignatures.Signature.fromBytes(signature);
  } catch (cause) {
    throw new BlsError({ code: 'SIGNATURE_INVALID', signature }, { cause });
  }
}

function succeeds(decode: () => unknown): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

/** The portable back end: JavaScript alone, some twenty times slower than native. */
export const pureCurve: Curve = {
  backend: 'pure',
  isInG1: (point) => succeeds(() => decodeG1(point)),
  isInG2: (point) => succeeds(() => decodeG2(point)),

  multiplyGenerator(scalar) {
    const factor = bytesToBigInt(scalar);
    return factor === 0n ? g1Identity() : G1.Point.BASE.multiply(factor).toBytes();
  },

  addG1(points) {
    const sum = points.map(decodeG1).reduce((left, right) => left.add(right));
    return sum.is0() ? g1Identity() : sum.toBytes();
  },

  addG2(points) {
    const sum = points.map(decodeG2).reduce((left, right) => left.add(right));
    return sum.is0() ? g2Identity() : longSignatures.Signature.toBytes(sum);
  },

  multiplyHash(scalar, message, dst) {
    const factor = bytesToBigInt(scalar);
    if (factor === 0n) return g2Identity();
    return longSignatures.Signature.toBytes(longSignatures.hash(message, dst).multiply(factor));
  },

  pairingsAgree(pairs, signature, dst) {
    // e(G, σ) moved to the other side: the product with e(-G, σ) is one. e(-G, infinity) is one and left out.
    const left = signature === null ? [] : [{ g1: G1.Point.BASE.negate(), g2: decodeG2(signature) }];
    const right = pairs.map(({ publicKey, message }) => ({
      g1: decodeG1(publicKey),
      g2: G2.hashToCurve(message, { DST: dst }) as ReturnType<typeof decodeG2>,
    }));
    return fields.Fp12.eql(pairingBatch([...left, ...right]), fields.Fp12.ONE);
  },
};
