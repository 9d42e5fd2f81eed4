import type { VdfScheme } from '@salvia/proof-of-time';
import { type CoinRules, type Constants, defaultConstants, FullBlock } from '@salvia/protocol';

export const COIN_RULES: CoinRules = 'mainnet';
export const VDF_SCHEME: VdfScheme = 'chiavdf';

/** Those of a small network: a block takes some hundred squarings, and all rules of adjustment apply again and again. */
export const CONSTANTS: Constants = {
  ...defaultConstants(COIN_RULES),
  DIFFICULTY_STARTING: 1n,
  DIFFICULTY_EPOCH: 16,
  DIFFICULTY_DELAY: 4,
  DIFFICULTY_WARP_FACTOR: 4,
  DISCRIMINANT_SIZE_BITS: 512,
  NUMBER_ZERO_BITS_CHALLENGE_SIG: 0,
  BLOCK_TIME_TARGET: 10,
  MIN_ITERS_STARTING: 100n,
};

/** Unix seconds of genesis. */
export const START = 1_600_000_000;

/** A clock that is ahead of every block of a sample chain. */
export const NOW_MS = (START + 10 ** 9) * 1000;

/** What a chain and a verifier want to know of the network that begins with a block. */
export const networkOf = (genesis: FullBlock, constants: Constants = CONSTANTS) =>
  ({
    constants,
    genesis: Buffer.from(FullBlock.encode(genesis)).toString('hex'),
    vdfScheme: VDF_SCHEME,
    coinRules: COIN_RULES,
  }) as const;

/** What tells one sample chain from another. */
export interface ChainKind {
  /** Of its file, where chains are kept. */
  readonly name: string;
  readonly constants: Constants;
  /** How many plots look for proofs. */
  readonly plots: number;
  /** Puzzle hash that gets the rewards of the block at a height, if it is not that of the sample farm. */
  rewardsAt?(height: number): Uint8Array | null;
}

/** A plot answers a challenge with one proof on average: with five of them one challenge in 150 finds no proof. */
export const USUAL_CHAIN: ChainKind = { name: 'chain', constants: CONSTANTS, plots: 5 };
