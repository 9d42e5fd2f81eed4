import { bls } from '@salvia/bls';
import { decodeMemo, localKey, plotId, plotPublicKey as plotPublicKeyOf } from '@salvia/keychain';

/** Keys of a plot (wallet 1.4): public ones of 48 bytes, secret ones of 32. */
export interface PlotKeys {
  readonly poolPublicKey: Uint8Array;
  readonly farmerPublicKey: Uint8Array;
  readonly localSecretKey: Uint8Array;
  readonly localPublicKey: Uint8Array;
  /** local + farmer: the key under which blocks of this plot are signed */
  readonly plotPublicKey: Uint8Array;
  readonly plotId: Uint8Array;
}

/** Derives a plot's keys from the memo in its file. */
export function plotKeys(memo: Uint8Array): PlotKeys {
  const { poolPublicKey, farmerPublicKey, localMasterKey } = decodeMemo(memo);
  const localSecretKey = localKey(localMasterKey);
  const localPublicKey = bls().publicKey(localSecretKey);
  const plotPublicKey = plotPublicKeyOf(localPublicKey, farmerPublicKey);
  return {
    poolPublicKey,
    farmerPublicKey,
    localSecretKey,
    localPublicKey,
    plotPublicKey,
    plotId: plotId(poolPublicKey, plotPublicKey),
  };
}
