import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  type Blockchain,
  createBlockchain,
  finishBlock,
  inlineVerifier,
  makeUnfinishedBlock,
  plotSigner,
  qualityOf,
  sqliteStores,
  type TimeProof,
} from '@salvia/blockchain';
import { bls } from '@salvia/bls';
import { decodeMemo, farmerKey, localKey, masterKeyOf, poolKey } from '@salvia/keychain';
import { openPlot, type Plot } from '@salvia/proof-of-space';
import {
  type FullBlock,
  type HeaderData,
  headerDataHash,
  headerHash,
  type NetworkFile,
  PoolTarget,
} from '@salvia/protocol';
import { proveTime } from '../../src/network/vdf.ts';
import { keysOf } from '../../src/setup/keys.ts';
import { DEVNET_MNEMONIC } from '../../src/setup/mnemonic.ts';

/** Farms and proves time all by itself, with a devnet's plots and keys: another branch of its chain. */
export interface SideChain {
  readonly chain: Blockchain;
  /** A genuine block without transactions on the last one. */
  grow(): Promise<FullBlock>;
  /** The same, but with something in its header changed before it is signed; the chain does not get it. */
  forge(change: (data: HeaderData) => HeaderData): Promise<FullBlock>;
  close(): Promise<void>;
}

export interface SideChainOptions {
  /** By default in a thread, which short proofs are not worth. */
  readonly prove?: (...request: Parameters<typeof proveTime>) => ReturnType<typeof proveTime> | TimeProof;
}

interface Answer {
  readonly plot: Plot;
  readonly index: number;
  readonly qualityString: Uint8Array;
}

async function bestAnswer(plots: readonly Plot[], challenge: Uint8Array): Promise<Answer> {
  const found = await Promise.all(
    plots.map(async (plot) =>
      (await plot.qualities(challenge)).map((qualityString, index) => ({ plot, index, qualityString })),
    ),
  );
  const rank = ({ qualityString, plot }: Answer) => qualityOf(qualityString, plot.k);
  const [best] = found.flat().sort((a, b) => (rank(a) > rank(b) ? -1 : 1));
  if (!best) throw new Error('no plot answers this challenge');
  return best;
}

const proofKey = (challenge: Uint8Array, iterations: bigint) => `${bytesToHex(challenge)} ${iterations}`;

/**
 * @param trunk blocks of the chain after genesis, up to the one to branch off from
 * @param known blocks whose proofs of time may be used again: a farmer that answers the same challenge with the same
 *   proof of space needs the same proof of time
 */
export async function sideChain(
  network: NetworkFile,
  plotFolder: string,
  trunk: readonly FullBlock[],
  known: readonly FullBlock[],
  { prove = proveTime }: SideChainOptions = {},
): Promise<SideChain> {
  const chain = await createBlockchain({
    ...network,
    stores: sqliteStores({ path: ':memory:' }),
    pool: inlineVerifier(network),
  });
  for (const block of trunk) await receive(chain, block);
  const files = readdirSync(plotFolder).filter((file) => file.endsWith('.plot'));
  const plots = await Promise.all(files.map((file) => openPlot(join(plotFolder, file))));
  const proofs = new Map(
    known.flatMap(({ proofOfTime }) =>
      proofOfTime ? [[proofKey(proofOfTime.challengeHash, proofOfTime.numberOfIterations), proofOfTime] as const] : [],
    ),
  );
  const master = masterKeyOf(DEVNET_MNEMONIC);
  const [farmer, pool] = [farmerKey(master), poolKey(master)];
  const { rewardPuzzleHash } = keysOf(DEVNET_MNEMONIC, network.addressPrefix);
  const poolTarget: PoolTarget = { puzzleHash: rewardPuzzleHash, maxHeight: 0 };

  async function timeProof(challengeHash: Uint8Array, iterations: bigint) {
    const before = proofs.get(proofKey(challengeHash, iterations));
    if (before) return before;
    const discriminantBits = network.constants.DISCRIMINANT_SIZE_BITS;
    const { output, witnessType, witness } = await prove(network.vdfScheme, {
      discriminantBits,
      challenge: challengeHash,
      iterations,
    });
    return { challengeHash, numberOfIterations: iterations, output, witnessType, witness };
  }

  async function build(change: (data: HeaderData) => HeaderData): Promise<FullBlock> {
    const tip = headerHash(chain.tips().reduce((best, next) => (next.data.weight > best.data.weight ? next : best)));
    const challengeHash = chain.challengeAfter(tip).hash;
    const { plot, index, qualityString } = await bestAnswer(plots, challengeHash);
    const local = localKey(decodeMemo(plot.memo).localMasterKey);
    const candidate = await chain.createCandidate({
      tip,
      qualityString,
      proofOfSpace: {
        challengeHash,
        poolPublicKey: bls().publicKey(pool),
        plotPublicKey: bls().addPublicKeys([bls().publicKey(local), bls().publicKey(farmer)]),
        size: plot.k,
        proof: await plot.proof(challengeHash, index),
      },
      poolTarget,
      poolTargetSignature: bls().sign(pool, PoolTarget.encode(poolTarget)),
      farmerRewardsPuzzleHash: rewardPuzzleHash,
      nowSeconds: Date.now() / 1000,
    });
    const headerData = change(candidate.headerData);
    const signature = plotSigner(local, farmer)(headerDataHash(headerData));
    const proofOfTime = await timeProof(challengeHash, candidate.iterations);
    return finishBlock(makeUnfinishedBlock({ ...candidate, headerData }, signature), proofOfTime);
  }

  return {
    chain,
    async grow() {
      const block = await build((data) => data);
      await receive(chain, block);
      return block;
    },
    forge: build,
    async close() {
      await Promise.all(plots.map((plot) => plot.close()));
      await chain.close();
    },
  };
}

async function receive(chain: Blockchain, block: FullBlock): Promise<void> {
  const result = await chain.receiveBlock(block, Date.now());
  if (result.result !== 'ADDED_TO_HEAD')
    throw new Error(`height ${block.header.data.height}: ${JSON.stringify(result)}`);
}
