import { bls } from '@salvia/bls';

/**
 * Signs as a plot whose two secret keys are at hand. The plot's public key is the sum of the local and the farmer key:
 * both sign under it, and the signatures add up (consensus 12.2, step 8).
 */
export function plotSigner(
  localSecretKey: Uint8Array,
  farmerSecretKey: Uint8Array,
): (message: Uint8Array) => Uint8Array {
  const keys = [localSecretKey, farmerSecretKey];
  const plotPublicKey = bls().addPublicKeys(keys.map((key) => bls().publicKey(key)));
  return (message) => bls().aggregate(keys.map((key) => bls().sign(key, message, plotPublicKey)));
}
