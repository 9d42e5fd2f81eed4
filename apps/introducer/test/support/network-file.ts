import { writeFileSync } from 'node:fs';
import { DEFAULT_CONSTANTS, FullBlock, type NetworkFile, networkFileToJson } from '@salvia/protocol';

/** A network file whose genesis is well-formed; what reads only constants needs no more. Every plot passes the filter. */
export function writeNetworkFile(path: string): NetworkFile {
  const zeros = new Uint8Array(32);
  const point = (size: number) => Uint8Array.from({ length: size }, (_, index) => (index === 0 ? 0xc0 : 0));
  const data = {
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
    aggregatedSignature: point(96),
    cost: 0n,
    extensionData: zeros,
    generatorHash: zeros,
  };
  const genesis = FullBlock.encode({
    proofOfSpace: {
      challengeHash: zeros,
      poolPublicKey: point(48),
      plotPublicKey: point(48),
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
    header: { data, plotSignature: point(96) },
    transactionsGenerator: null,
    transactionsFilter: new Uint8Array(),
  });
  const network: NetworkFile = {
    name: 'test',
    networkId: 'test-network',
    vdfScheme: 'chiavdf',
    coinRules: 'mainnet',
    addressPrefix: 'txch',
    constants: { ...DEFAULT_CONSTANTS, NUMBER_ZERO_BITS_CHALLENGE_SIG: 0 },
    genesis: Buffer.from(genesis).toString('hex'),
    test: { privateAddresses: true, controls: false },
  };
  writeFileSync(path, JSON.stringify(networkFileToJson(network)));
  return network;
}
