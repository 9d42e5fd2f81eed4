import { bytesToHex } from '@noble/hashes/utils.js';
import { type Constants, defaultConstants, FullBlock, type NetworkFile } from '@salvia/protocol';

const zeros = (size: number): Uint8Array => new Uint8Array(size);
/** The identity of a group of points. */
const identity = (size: 48 | 96): Uint8Array => Uint8Array.of(0xc0, ...zeros(size - 1));

export interface NetworkOptions {
  readonly constants?: Partial<Constants>;
  /** Who gets the rewards of genesis; nobody by default. */
  readonly rewards?: Uint8Array;
  /** Unix seconds of genesis. */
  readonly timestamp?: bigint;
}

/** A network whose genesis nobody would accept; a wallet does not ask. */
export function networkOf({ constants = {}, rewards = zeros(32), timestamp = 1n }: NetworkOptions = {}): NetworkFile {
  return {
    name: 'test',
    networkId: 'test',
    vdfScheme: 'chiavdf',
    coinRules: 'mainnet',
    addressPrefix: 'txch',
    constants: { ...defaultConstants('mainnet'), COINBASE_FREEZE_PERIOD: 3, ...constants },
    genesis: bytesToHex(FullBlock.encode(genesis(rewards, timestamp))),
    test: { privateAddresses: true, controls: true },
  };
}

const genesis = (rewards: Uint8Array, timestamp: bigint): FullBlock => ({
  proofOfSpace: {
    challengeHash: zeros(32),
    poolPublicKey: identity(48),
    plotPublicKey: identity(48),
    size: 32,
    proof: zeros(0),
  },
  proofOfTime: {
    challengeHash: zeros(32),
    numberOfIterations: 1n,
    output: { a: 1n, b: 1n },
    witnessType: 0,
    witness: zeros(0),
  },
  header: {
    data: {
      height: 0,
      prevHeaderHash: zeros(32),
      timestamp,
      filterHash: zeros(32),
      proofOfSpaceHash: zeros(32),
      weight: 10n,
      totalIters: 1n,
      additionsRoot: zeros(32),
      removalsRoot: zeros(32),
      farmerRewardsPuzzleHash: rewards,
      totalTransactionFees: 2_000_000_000_000n,
      poolTarget: { puzzleHash: rewards, maxHeight: 0 },
      aggregatedSignature: identity(96),
      cost: 0n,
      extensionData: zeros(32),
      generatorHash: zeros(32),
    },
    plotSignature: identity(96),
  },
  transactionsGenerator: null,
  transactionsFilter: zeros(0),
});
