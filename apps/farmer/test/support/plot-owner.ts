import { createHash } from 'node:crypto';
import { bls, keyGen } from '@salvia/bls';
import {
  encodeMemo,
  farmerKey,
  localKey,
  masterKeyOf,
  plotId,
  plotPublicKey,
  poolKey,
  signPlotHalf,
} from '@salvia/keychain';
import { createPlot, openPlot } from '@salvia/proof-of-space';
import type { BodyOf } from '@salvia/protocol';

/** Entropy of 32 zero bytes. */
export const MNEMONIC = `${'abandon '.repeat(23)}art`;

/** The side of a harvester that has one genuine plot of k = 18, made for the keys of the mnemonic. */
export interface PlotOwner {
  readonly plotPublicKey: Uint8Array;
  /** a challenge for which the plot has a proof */
  readonly challengeHash: Uint8Array;
  readonly answer: BodyOf<'challenge_response'>;
  readonly proof: BodyOf<'respond_proof_of_space'>;
  sign(message: Uint8Array): BodyOf<'respond_signature'>;
}

export async function createPlotOwner(path: string): Promise<PlotOwner> {
  const master = masterKeyOf(MNEMONIC);
  const farmerPublicKey = bls().publicKey(farmerKey(master));
  const poolPublicKey = bls().publicKey(poolKey(master));
  const localMasterKey = keyGen(digest('plot'));
  const localSecretKey = localKey(localMasterKey);
  const localPublicKey = bls().publicKey(localSecretKey);
  const plotKey = plotPublicKey(localPublicKey, farmerPublicKey);
  const memo = encodeMemo({ poolPublicKey, farmerPublicKey, localMasterKey });
  await createPlot({ path, plotId: plotId(poolPublicKey, plotKey), k: 18, memo });
  const { challengeHash, qualityString, proof } = await firstProof(path);
  const name = { plotId: path, responseNumber: 0 };
  return {
    plotPublicKey: plotKey,
    challengeHash,
    answer: { ...name, challengeHash, qualityString, plotSize: 18 },
    proof: { ...name, proof: { challengeHash, poolPublicKey, plotPublicKey: plotKey, size: 18, proof } },
    sign: (message) => ({
      plotId: path,
      message,
      localPk: localPublicKey,
      farmerPk: farmerPublicKey,
      messageSignature: signPlotHalf(localSecretKey, message, plotKey),
    }),
  };
}

async function firstProof(path: string) {
  const plot = await openPlot(path);
  try {
    for (let number = 0; number < 100; number++) {
      const challengeHash = digest(`challenge ${number}`);
      const [qualityString] = await plot.qualities(challengeHash);
      if (qualityString) return { challengeHash, qualityString, proof: await plot.proof(challengeHash, 0) };
    }
  } finally {
    await plot.close();
  }
  throw new Error('a hundred challenges without a proof');
}

function digest(word: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(word).digest());
}
