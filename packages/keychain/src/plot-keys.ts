import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { bls, keyGen } from '@salvia/bls';
import { plotId as plotIdOf } from '@salvia/protocol';

/** The key under which a plot's blocks are signed, 48 bytes: local + farmer public key, a sum in G1 (proofs C.8). */
export const plotPublicKey = (localPublicKey: Uint8Array, farmerPublicKey: Uint8Array): Uint8Array =>
  bls().addPublicKeys([localPublicKey, farmerPublicKey]);

/** SHA-256 of pool public key ‖ plot public key, 32 bytes. */
export const plotId = (poolPublicKey: Uint8Array, plotKey: Uint8Array): Uint8Array =>
  plotIdOf({ poolPublicKey, plotPublicKey: plotKey });

/**
 * One half of a signature under a plot's key, 96 bytes: by the local key in the harvester, or by the farmer's key in the
 * farmer. The plot's public key stands in front of the message in both. The two halves together, `joinPlotHalves`,
 * verify under the plot's public key (proofs C.8).
 */
export const signPlotHalf = (secretKey: Uint8Array, message: Uint8Array, plotKey: Uint8Array): Uint8Array =>
  bls().sign(secretKey, message, plotKey);

/** The signature that the halves (three for a plot of a pool contract) make together. */
export const joinPlotHalves = (...halves: readonly Uint8Array[]): Uint8Array => bls().aggregate(halves);

/** The third secret key of a plot of a pool contract: key_gen of SHA-256(sum ‖ local ‖ farmer public key) (proofs C.8). */
export function taprootKey(localPublicKey: Uint8Array, farmerPublicKey: Uint8Array): Uint8Array {
  const sum = plotPublicKey(localPublicKey, farmerPublicKey);
  return keyGen(sha256(concatBytes(sum, localPublicKey, farmerPublicKey)));
}

/** Public key of a plot of a pool contract: local + farmer + taproot public key. */
export function contractPlotPublicKey(localPublicKey: Uint8Array, farmerPublicKey: Uint8Array): Uint8Array {
  const taproot = bls().publicKey(taprootKey(localPublicKey, farmerPublicKey));
  return bls().addPublicKeys([localPublicKey, farmerPublicKey, taproot]);
}

/** SHA-256 of the contract's puzzle hash ‖ plot public key, 32 bytes. */
export const contractPlotId = (poolContractPuzzleHash: Uint8Array, plotKey: Uint8Array): Uint8Array =>
  sha256(concatBytes(poolContractPuzzleHash, plotKey));
