import { createRequire } from 'node:module';
import type { Curve } from './curve.ts';
import { BlsError } from './errors.ts';
import type { NativeAddon, NativeAffine } from './native-addon.ts';

/** The addon answers 0 for success; its other codes need not be told apart here. */
const SUCCESS = 0;
/** Hash to the curve rather than encode to it. */
const HASH_TO_CURVE = true;

/**
 * The addon's constructors read 48 or 96 bytes and check the curve equation; the subgroup is checked by `in_group`.
 * An addon built against another Node, or missing, makes `require` throw.
 */
function requireAddon(): NativeAddon {
  const bindings = createRequire(import.meta.url)('@chainsafe/blst/dist/bindings.js') as { readonly blst: NativeAddon };
  return bindings.blst;
}

function createNativeCurve(blst: NativeAddon): Curve {
  const affineG1 = (point: Uint8Array): NativeAffine | null => {
    try {
      const affine = new blst.P1_Affine(point);
      return affine.in_group() ? affine : null;
    } catch {
      return null;
    }
  };

  const affineG2 = (point: Uint8Array): NativeAffine | null => {
    try {
      const affine = new blst.P2_Affine(point);
      return affine.in_group() ? affine : null;
    } catch {
      return null;
    }
  };

  const decodeG1 = (publicKey: Uint8Array): NativeAffine => {
    const affine = affineG1(publicKey);
    if (affine === null) throw new BlsError({ code: 'PUBLIC_KEY_INVALID', publicKey });
    return affine;
  };

  const decodeG2 = (signature: Uint8Array): NativeAffine => {
    const affine = affineG2(signature);
    if (affine === null) throw new BlsError({ code: 'SIGNATURE_INVALID', signature });
    return affine;
  };

  const secretKeyOf = (scalar: Uint8Array) => {
    const secretKey = new blst.SecretKey();
    secretKey.from_bendian(scalar);
    return secretKey;
  };

  return {
    backend: 'native',
    isInG1: (point) => affineG1(point) !== null,
    isInG2: (point) => affineG2(point) !== null,
    multiplyGenerator: (scalar) => new blst.P1(secretKeyOf(scalar)).compress(),

    addG1(points) {
      const sum = new blst.P1();
      for (const point of points) sum.add(decodeG1(point));
      return sum.compress();
    },

    addG2(points) {
      const sum = new blst.P2();
      for (const point of points) sum.add(decodeG2(point));
      return sum.compress();
    },

    multiplyHash(scalar, message, dst) {
      return new blst.P2().hash_to(message, dst).sign_with(secretKeyOf(scalar)).compress();
    },

    pairingsAgree(pairs, signature, dst) {
      const none = new blst.P2_Affine();
      const sum = signature === null ? none : decodeG2(signature);
      const pairing = new blst.Pairing(HASH_TO_CURVE, dst);
      for (const { publicKey, message } of pairs) {
        if (pairing.aggregate(decodeG1(publicKey), none, message) !== SUCCESS) return false;
      }
      pairing.commit();
      return pairing.finalverify(new blst.PT(sum));
    },
  };
}

/** The native back end, or null where the addon does not load: no prebuilt binary for this platform, wrong Node. */
export function loadNativeCurve(load: () => NativeAddon = requireAddon): Curve | null {
  try {
    return createNativeCurve(load());
  } catch {
    return null;
  }
}
