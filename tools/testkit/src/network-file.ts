import { writeFileSync } from 'node:fs';
import { type Constants, DEFAULT_CONSTANTS, FullBlock, type NetworkFile, networkFileToJson } from '@salvia/protocol';

const zeros = new Uint8Array(32);

/** The encoding of the point at infinity, in either group. */
const infinity = (size: number) => Uint8Array.from({ length: size }, (_, index) => (index === 0 ? 0xc0 : 0));

/** Well-formed and no more: enough for a role that reads constants only. No chain begins with it. */
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

/** Writes the file of a test network with the release's constants, but for those given. */
export function writeNetworkFile(path: string, constants: Partial<Constants> = {}): NetworkFile {
  const network: NetworkFile = {
    name: 'test',
    networkId: 'test-network',
    vdfScheme: 'chiavdf',
    coinRules: 'mainnet',
    addressPrefix: 'txch',
    constants: { ...DEFAULT_CONSTANTS, ...constants },
    genesis: Buffer.from(FullBlock.encode(genesis)).toString('hex'),
    test: { privateAddresses: true, controls: false },
  };
  writeFileSync(path, JSON.stringify(networkFileToJson(network)));
  return network;
}
