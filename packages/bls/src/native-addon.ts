/**
 * The classes of the native addon, as far as they are called. They are declared here because the addon is an optional
 * dependency: without it everything must still compile, and run on another back end.
 */
export interface NativeAddon {
  readonly SecretKey: new () => NativeSecretKey;
  /** From 48 compressed bytes, throwing unless they are a point of the curve. */
  readonly P1_Affine: new (
    compressed: Uint8Array,
  ) => NativeAffine;
  /** From 96 compressed bytes, throwing unless they are a point of the curve; without any, the identity. */
  readonly P2_Affine: new (
    compressed?: Uint8Array,
  ) => NativeAffine;
  /** secret key · G; without a key, the identity of G1. */
  readonly P1: new (
    secretKey?: NativeSecretKey,
  ) => NativePoint;
  /** The identity of G2. */
  readonly P2: new () => NativePoint;
  readonly PT: new (signature: NativeAffine) => NativePairingValue;
  readonly Pairing: new (hashToCurve: boolean, dst: string) => NativePairing;
}

export interface NativeSecretKey {
  from_bendian(bytes: Uint8Array): void;
}

export interface NativeAffine {
  /** Whether the point lies in the subgroup of order r. */
  in_group(): boolean;
}

export interface NativePoint {
  add(point: NativeAffine): this;
  hash_to(message: Uint8Array, dst: string): this;
  sign_with(secretKey: NativeSecretKey): this;
  compress(): Uint8Array;
}

/** e(G, signature) before its final exponentiation: there is nothing to do with it but compare. */
export type NativePairingValue = object;

export interface NativePairing {
  /** Multiplies by e(publicKey, H(message)); 0 is success. */
  aggregate(publicKey: NativeAffine, signature: NativeAffine, message: Uint8Array): number;
  commit(): void;
  finalverify(signature: NativePairingValue): boolean;
}
