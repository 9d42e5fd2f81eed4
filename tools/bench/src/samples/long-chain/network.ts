import { createHash } from 'node:crypto';
import { type BlockMaker, makeGenesis, type Verifier } from '@salvia/blockchain';
import type { FullBlock, ProofOfSpace } from '@salvia/protocol';
import { hash32 } from '../bytes.ts';
import { CONSTANTS, START } from '../chain/network.ts';
import { farmKeys, K } from '../plot.ts';

/*
 * A chain whose proofs nobody looks at: what its length costs has nothing to do with them. All other rules hold.
 */

const qualityOf = (challenge: Uint8Array): Uint8Array => {
  return Uint8Array.from(createHash('sha256').update(challenge).digest());
};

/** Says yes to everything, at once. */
export const gullible: Verifier = {
  proofOfSpace: async ({ challenge }) => qualityOf(challenge),
  proofOfTime: async () => true,
  signature: async () => true,
  aggregateSignature: async () => true,
  runGenerator: async () => ({ error: 'SEXP_ERROR', detail: 'no programs here' }),
  programHash: async () => hash32('program'),
};

const signature = (): Uint8Array => Uint8Array.from({ length: 96 }, (_, index) => (index === 0 ? 0xc0 : 0));

export const maker: BlockMaker = {
  signAsPool: signature,
  signAsPlot: signature,
  proveTime: () => ({ output: { a: 2n, b: 1n }, witnessType: 0, witness: new Uint8Array(100) }),
};

const { poolPublicKey, plotPublicKey } = farmKeys();

/** The same for every block, but for what it answers. */
export function proofsFor(challengeHash: Uint8Array) {
  const proof = new Uint8Array(8 * K);
  const proofOfSpace: ProofOfSpace = { challengeHash, poolPublicKey, plotPublicKey, size: K, proof };
  return {
    proofOfSpace,
    qualityString: qualityOf(challengeHash),
    poolTarget: { puzzleHash: hash32('pool target'), maxHeight: 0 },
    farmerRewardsPuzzleHash: hash32('farmer rewards'),
    constants: CONSTANTS,
  };
}

export async function makeFirst(): Promise<FullBlock> {
  const { block } = await makeGenesis({ ...proofsFor(hash32('genesis')), nowSeconds: BigInt(START) }, maker);
  return block;
}
