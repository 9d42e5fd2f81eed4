import { type BlockMaker, plotSigner, qualityOf } from '@salvia/blockchain';
import { bls } from '@salvia/bls';
import type { Plot } from '@salvia/proof-of-space';
import { scheme } from '@salvia/proof-of-time';
import type { ProofOfSpace } from '@salvia/protocol';
import { type FarmKeys, farmKeys, withPlot } from '../plot.ts';
import { VDF_SCHEME } from './network.ts';

interface FarmPlot {
  readonly plot: Plot;
  readonly keys: FarmKeys;
}

/** A proof of space that was found, and what makes a block of it. */
export interface Answer {
  readonly proofOfSpace: ProofOfSpace;
  readonly qualityString: Uint8Array;
  readonly maker: BlockMaker;
}

/** Plots that look for proofs together. */
export interface Farm {
  /** Proofs for a challenge, the best first; each is looked up in its plot only when it is asked for. */
  answers(challenge: Uint8Array): Promise<(() => Promise<Answer>)[]>;
}

/** Lends a farm of so many plots, which are made in a folder. */
export function withFarm<T>(folder: string, count: number, use: (farm: Farm) => Promise<T>): Promise<T> {
  const gather = (plots: readonly FarmPlot[]): Promise<T> =>
    plots.length === count
      ? use(farmOf(plots))
      : withPlot(folder, (plot) => gather([...plots, { plot, keys: farmKeys(plots.length) }]), plots.length);
  return gather([]);
}

function farmOf(plots: readonly FarmPlot[]): Farm {
  return {
    answers: async (challenge) => {
      const found = await Promise.all(plots.map((it) => qualitiesIn(it, challenge)));
      const best = found.flat().sort((a, b) => (a.quality > b.quality ? -1 : 1));
      return best.map(({ answer }) => answer);
    },
  };
}

async function qualitiesIn({ plot, keys }: FarmPlot, challenge: Uint8Array) {
  return (await plot.qualities(challenge)).map((qualityString, index) => ({
    qualityString,
    quality: qualityOf(qualityString, plot.k),
    answer: async (): Promise<Answer> => {
      const proof = await plot.proof(challenge, index);
      const { poolPublicKey, plotPublicKey } = keys;
      const proofOfSpace = { challengeHash: challenge, poolPublicKey, plotPublicKey, size: plot.k, proof };
      return { proofOfSpace, qualityString, maker: makerWith(keys) };
    },
  }));
}

function makerWith({ pool, local, farmer }: FarmKeys): BlockMaker {
  return {
    signAsPool: (message) => bls().sign(pool, message),
    signAsPlot: plotSigner(local, farmer),
    proveTime: (task) => scheme(VDF_SCHEME).prove(task),
  };
}
