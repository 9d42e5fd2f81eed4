import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import {
  ancestryOf,
  assembleCandidate,
  type BlockRecord,
  type BlockSpends,
  blockRecord,
  challengeAfter,
  finishBlock,
  makeUnfinishedBlock,
  type Parent,
  plotSigner,
} from '@salvia/blockchain';
import { bls, keyGen } from '@salvia/bls';
import { createPlot, openPlot, type Plot } from '@salvia/proof-of-space';
import { scheme } from '@salvia/proof-of-time';
import {
  type Constants,
  defaultConstants,
  deriveNetworkId,
  type FullBlock,
  FullBlock as FullBlockCodec,
  headerDataHash,
  headerHash,
  type NetworkFile,
  PoolTarget,
  type ProofOfSpace,
  type ProofOfTime,
  plotId,
} from '@salvia/protocol';
import { standardKey } from './spends.ts';

const seed = (text: string) => keyGen(sha256(utf8ToBytes(text)));
const farmerKey = seed('farmer');
const poolKey = seed('pool');
const localKeys = [seed('plot 1'), seed('plot 2'), seed('plot 3')];

export const constants: Constants = {
  ...defaultConstants('mainnet'),
  DIFFICULTY_STARTING: 1n,
  MIN_ITERS_STARTING: 100n,
  DISCRIMINANT_SIZE_BITS: 64,
  NUMBER_ZERO_BITS_CHALLENGE_SIG: 0,
  BLOCK_TIME_TARGET: 10,
  COINBASE_FREEZE_PERIOD: 0,
};

/** Gets all rewards, unless somebody else is to. */
export const wallet = standardKey(seed('wallet'));

/** A block, and what the next one on it needs. */
export interface Grown {
  readonly block: FullBlock;
  readonly unfinished: FullBlock;
  readonly proofOfTime: ProofOfTime;
  readonly hash: Uint8Array;
  readonly records: readonly BlockRecord[];
}

interface Found {
  readonly proofOfSpace: ProofOfSpace;
  readonly qualityString: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** Plots of k = 18 and all keys: grows chains of genuine blocks, the same ones at every run. */
export interface Farm {
  readonly genesis: Grown;
  readonly network: NetworkFile;
  /** A block on a parent, dated so many seconds after it; it has a proof for its own successor. */
  grow(parent: Grown, seconds?: number, bundle?: BlockSpends | null): Promise<Grown>;
  growChain(parent: Grown, length: number): Promise<Grown[]>;
  /** All proofs of space that answer what a block asks. */
  proofsAfter(parent: Grown): Promise<Found[]>;
  readonly poolTarget: PoolTarget;
  readonly poolTargetSignature: Uint8Array;
  close(): Promise<void>;
}

const START = 1_600_000_000n;

/** @param rewards puzzle hash that gets the rewards of all blocks, instead of `wallet` */
export async function createFarm(rewards = wallet.puzzleHash): Promise<Farm> {
  const poolTarget: PoolTarget = { puzzleHash: rewards, maxHeight: 0 };
  const folder = mkdtempSync(join(tmpdir(), 'salvia-farm-'));
  const plots = await makePlots(folder);
  const poolTargetSignature = bls().sign(poolKey, PoolTarget.encode(poolTarget));

  const challengeOf = ({ block, records }: Grown) =>
    challengeAfter({ ...block, proofOfTime: block.proofOfTime as ProofOfTime }, ancestryOf(records), constants).hash;

  async function find(challenge: Uint8Array): Promise<Found[]> {
    const found = plots.map(async ({ plot, local }) => {
      const keys = keysOf(local);
      const qualities = await plot.qualities(challenge);
      return Promise.all(
        qualities.map(async (qualityString, index) => ({
          qualityString,
          proofOfSpace: { challengeHash: challenge, ...keys, size: plot.k, proof: await plot.proof(challenge, index) },
          sign: plotSigner(local, farmerKey),
        })),
      );
    });
    return (await Promise.all(found)).flat();
  }

  function make(parent: Grown | null, found: Found, seconds: number, bundle: BlockSpends | null): Grown {
    const on: Parent | null = parent && {
      headerHash: parent.hash,
      challengeHash: challengeOf(parent),
      ancestry: ancestryOf(parent.records),
    };
    const candidate = assembleCandidate({
      parent: on,
      proofOfSpace: found.proofOfSpace,
      qualityString: found.qualityString,
      poolTarget,
      poolTargetSignature,
      farmerRewardsPuzzleHash: rewards,
      nowSeconds: parent ? parent.block.header.data.timestamp + BigInt(seconds) : START,
      constants,
      bundle,
    });
    const unfinished = makeUnfinishedBlock(candidate, found.sign(headerDataHash(candidate.headerData)));
    const proofOfTime = prove(found.proofOfSpace.challengeHash, candidate.iterations);
    const block = finishBlock(unfinished, proofOfTime);
    const records = [...(parent?.records ?? []), blockRecord(block.header, candidate.minIters)];
    return { block, unfinished, proofOfTime, hash: headerHash(block.header), records };
  }

  /** The first block among the proofs for a challenge whose own challenge has a proof too. */
  async function fertile(
    parent: Grown | null,
    challenge: Uint8Array,
    seconds: number,
    bundle: BlockSpends | null = null,
  ): Promise<Grown | null> {
    for (const found of await find(challenge)) {
      const grown = make(parent, found, seconds, bundle);
      if ((await find(challengeOf(grown))).length > 0) return grown;
    }
    return null;
  }

  async function grow(parent: Grown, seconds = 10, bundle: BlockSpends | null = null): Promise<Grown> {
    const grown = await fertile(parent, challengeOf(parent), seconds, bundle);
    if (grown !== null) return grown;
    const [found] = await find(challengeOf(parent));
    if (!found) throw new Error('this chain ends here: choose other seeds');
    return make(parent, found, seconds, bundle);
  }

  let challenge: Uint8Array = new Uint8Array(32);
  let genesis = await fertile(null, challenge, 0);
  while (genesis === null) {
    challenge = sha256(challenge);
    genesis = await fertile(null, challenge, 0);
  }
  return {
    genesis,
    network: networkOf(genesis.block),
    grow,
    async growChain(parent, length) {
      const chain: Grown[] = [];
      for (let at = parent; chain.length < length; chain.push(at)) at = await grow(at);
      return chain;
    },
    proofsAfter: (parent) => find(challengeOf(parent)),
    poolTarget,
    poolTargetSignature,
    async close() {
      await Promise.all(plots.map(({ plot }) => plot.close()));
      rmSync(folder, { recursive: true });
    },
  };
}

const keysOf = (local: Uint8Array) => ({
  poolPublicKey: bls().publicKey(poolKey),
  plotPublicKey: bls().addPublicKeys([bls().publicKey(local), bls().publicKey(farmerKey)]),
});

function makePlots(folder: string): Promise<{ plot: Plot; local: Uint8Array }[]> {
  const made = localKeys.map(async (local, index) => {
    const path = join(folder, `${index}.plot`);
    await createPlot({ path, plotId: plotId(keysOf(local)), k: 18, memo: new Uint8Array() });
    return { plot: await openPlot(path), local };
  });
  return Promise.all(made);
}

function prove(challengeHash: Uint8Array, iterations: bigint): ProofOfTime {
  const discriminantBits = constants.DISCRIMINANT_SIZE_BITS;
  const proof = scheme('chiavdf').prove({ discriminantBits, challenge: challengeHash, iterations });
  return { challengeHash, numberOfIterations: iterations, ...proof };
}

function networkOf(genesis: FullBlock): NetworkFile {
  const rest = {
    vdfScheme: 'chiavdf' as const,
    coinRules: 'mainnet' as const,
    addressPrefix: 'txch',
    constants,
    genesis: bytesToHex(FullBlockCodec.encode(genesis)),
    test: { privateAddresses: true, controls: true },
  };
  return { name: 'test', networkId: deriveNetworkId('test', rest), ...rest };
}
