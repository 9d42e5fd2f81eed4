import { createHash } from 'node:crypto';
import { bls, keyGen } from '@salvia/bls';
import { encodeMemo, localKey, plotId, plotPublicKey } from '@salvia/keychain';
import { createPlot, openPlot } from '@salvia/proof-of-space';

/** Keys of a farmer, from a word. */
export function farmerOf(word: string) {
  const [farmerSecretKey, poolSecretKey] = ['farmer', 'pool'].map((use) => keyGen(seed(`${word} ${use}`))) as [
    Uint8Array,
    Uint8Array,
  ];
  const [farmerPublicKey, poolPublicKey] = [bls().publicKey(farmerSecretKey), bls().publicKey(poolSecretKey)];
  return { farmerSecretKey, poolSecretKey, farmerPublicKey, poolPublicKey };
}

/** Makes a genuine plot of k = 18 for a farmer; another word, another plot. */
export async function makePlot(path: string, farmer: ReturnType<typeof farmerOf>, word: string) {
  const localMasterKey = keyGen(seed(`${word} plot`));
  const { farmerPublicKey, poolPublicKey } = farmer;
  const plotKey = plotPublicKey(bls().publicKey(localKey(localMasterKey)), farmerPublicKey);
  const id = plotId(poolPublicKey, plotKey);
  await createPlot({ path, plotId: id, k: 18, memo: encodeMemo({ poolPublicKey, farmerPublicKey, localMasterKey }) });
  return { path, plotId: id, plotPublicKey: plotKey };
}

/** The first of some challenges for which a plot has a proof. */
export async function challengeWithProof(path: string): Promise<Uint8Array> {
  const plot = await openPlot(path);
  try {
    for (let number = 0; number < 100; number++) {
      const challenge = seed(`challenge ${number}`);
      if ((await plot.qualities(challenge)).length > 0) return challenge;
    }
  } finally {
    await plot.close();
  }
  throw new Error('a hundred challenges without a proof');
}

function seed(word: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(word).digest());
}
