import { createHash } from 'node:crypto';
import { type BlockMaker, makeGenesis, type Verifier } from '@salvia/blockchain';
import { bls, g2Identity } from '@salvia/bls';
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

/** What nobody spends. */
export const NOBODY = hash32('nobody');

/** Says yes to everything, at once. */
export const gullible: Verifier = {
  proofOfSpace: async ({ challenge }) => qualityOf(challenge),
  proofOfTime: async () => true,
  signature: async () => true,
  aggregateSignature: async () => true,
  runGenerator: async () => ({ error: 'SEXP_ERROR', detail: 'no programs here' }),
  programHash: async () => hash32('program'),
};

const { pool, poolPublicKey, plotPublicKey } = farmKeys();

export const maker: BlockMaker = {
  signAsPool: (message) => bls().sign(pool, message),
  signAsPlot: () => g2Identity(),
  proveTime: () => ({ output: { a: 2n, b: 1n }, witnessType: 0, witness: new Uint8Array(100) }),
};

/** The same for every block, but for what it answers. All rewards go to one puzzle. */
export function proofsFor(challengeHash: Uint8Array, puzzleHash: Uint8Array) {
  const proof = new Uint8Array(8 * K);
  const proofOfSpace: ProofOfSpace = { challengeHash, poolPublicKey, plotPublicKey, size: K, proof };
  return {
    proofOfSpace,
    qualityString: qualityOf(challengeHash),
    poolTarget: { puzzleHash, maxHeight: 0 },
    farmerRewardsPuzzleHash: puzzleHash,
  };
}

export async function makeFirst(puzzleHash: Uint8Array = NOBODY): Promise<FullBlock> {
  const proofs = proofsFor(hash32('genesis'), puzzleHash);
  const { block } = await makeGenesis({ ...proofs, nowSeconds: BigInt(START), constants: CONSTANTS }, maker);
  return block;
}
