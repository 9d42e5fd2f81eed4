import { type Header, type HeaderBlock, headerHash, proofOfSpaceHash } from '@salvia/protocol';

/** Header blocks that are linked by their hashes, and nothing more: their proofs prove nothing. */
export interface HeaderChain {
  readonly blocks: readonly HeaderBlock[];
  readonly hashes: readonly Uint8Array[];
}

const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill);

/** The point at infinity, which has the form of one. */
const point = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index === 0 ? 0xc0 : 0));

/** Another one for each name, and the same at every run. */
const hashOf = (name: string): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, index) => name.charCodeAt(index % name.length) ^ index);

function headerBlock(height: number, prevHeaderHash: Uint8Array, branch: string): HeaderBlock {
  const proofOfSpace = {
    challengeHash: hashOf(`challenge ${height}`),
    poolPublicKey: point(48),
    plotPublicKey: point(48),
    size: 32,
    proof: hashOf(`${branch} ${height}`),
  };
  const header: Header = {
    data: {
      height,
      prevHeaderHash,
      timestamp: BigInt(height),
      filterHash: bytes(32, 0),
      proofOfSpaceHash: proofOfSpaceHash(proofOfSpace),
      weight: BigInt(height + 1),
      totalIters: BigInt(height + 1),
      additionsRoot: bytes(32, 0),
      removalsRoot: bytes(32, 0),
      farmerRewardsPuzzleHash: bytes(32, 0),
      totalTransactionFees: 0n,
      poolTarget: { puzzleHash: bytes(32, 0), maxHeight: 0 },
      aggregatedSignature: point(96),
      cost: 0n,
      extensionData: bytes(32, 0),
      generatorHash: bytes(32, 0),
    },
    plotSignature: point(96),
  };
  const { challengeHash } = proofOfSpace;
  const proofOfTime = {
    challengeHash,
    numberOfIterations: 1n,
    output: { a: 1n, b: 1n },
    witnessType: 0,
    witness: bytes(1, 0),
  };
  const challenge = { prevChallengeHash: challengeHash, proofsHash: bytes(32, 0), newWorkDifficulty: null };
  return { proofOfSpace, proofOfTime, challenge, header };
}

/** A chain of so many blocks; the first ones those of another chain. Blocks of one height answer the same challenge. */
export function headerChain(length: number, branch = 'main', on: readonly HeaderBlock[] = []): HeaderChain {
  const blocks = [...on];
  let last = blocks.at(-1);
  while (blocks.length < length) {
    last = headerBlock(blocks.length, last ? headerHash(last.header) : bytes(32, 0), branch);
    blocks.push(last);
  }
  return { blocks, hashes: blocks.map(({ header }) => headerHash(header)) };
}
