import { writeFileSync } from 'node:fs';
import { DEFAULT_CONSTANTS, FullBlock, type NetworkFile, networkFileToJson } from '@salvia/protocol';

const zeros = new Uint8Array(32);
/** The encoding of the point at infinity, in either group. */
const infinity = (size: number) => Uint8Array.from({ length: size }, (_, index) => (index === 0 ? 0xc0 : 0));

/** A genesis that is well-formed and no more: a timelord reads constants only. */
const genesis: FullBlock = {
  proofOfSpace: {
    challengeHash: zeros,
    poolPublicKey: infinity(48),
    plotPublicKey: infinity(48),
    size: 18,
    proof: new Uint8Array(144),
  },
  proofOfTime: {
    challengeHash: zeros,
    numberOfIterations: 1n,
    output: { a: 2n, b: 1n },
    witnessType: 0,
    witness: new Uint8Array(),
  },
  header: {
    data: {
      height: 0,
      prevHeaderHash: zeros,
      timestamp: 0n,
      filterHash: zeros,
      proofOfSpaceHash: zeros,
      weight: 1n,
      totalIters: 1n,
      additionsRoot: zeros,
      removalsRoot: zeros,
      farmerRewardsPuzzleHash: zeros,
      totalTransactionFees: 0n,
      poolTarget: { puzzleHash: zeros, maxHeight: 0 },
      aggregatedSignature: infinity(96),
      cost: 0n,
      extensionData: zeros,
      generatorHash: zeros,
    },
    plotSignature: infinity(96),
  },
  transactionsGenerator: null,
  transactionsFilter: new Uint8Array(),
};

/** Writes a network file with small discriminants. */
export function writeNetworkFile(path: string, discriminantBits: number): NetworkFile {
  const network: NetworkFile = {
    name: 'test',
    networkId: 'test-network',
    vdfScheme: 'chiavdf',
    coinRules: 'mainnet',
    addressPrefix: 'txch',
    constants: { ...DEFAULT_CONSTANTS, DISCRIMINANT_SIZE_BITS: discriminantBits },
    genesis: Buffer.from(FullBlock.encode(genesis)).toString('hex'),
    test: { privateAddresses: true, controls: false },
  };
  writeFileSync(path, JSON.stringify(networkFileToJson(network)));
  return network;
}
