import { bls, keyGen } from '@salvia/bls';
import type { FullBlock } from '@salvia/protocol';
import { hash32 } from './bytes.ts';

/** A CLVM list of 32-byte atoms (`ff`, `a0` and the atom, each; `80` ends it), the shortest that has so many bytes. */
export function programOf(bytes: number): Uint8Array {
  const item = Uint8Array.from([0xff, 0xa0, ...hash32('atom')]);
  const items = Math.ceil((bytes - 1) / item.length);
  const program = new Uint8Array(items * item.length + 1);
  for (let i = 0; i < items; i++) program.set(item, i * item.length);
  program[program.length - 1] = 0x80;
  return program;
}

/** A block as it comes over the wire, its points valid and its generator of that many bytes or a few more. */
export function blockWithGenerator(bytes: number): FullBlock {
  const secretKey = keyGen(hash32('block'));
  const publicKey = bls().publicKey(secretKey);
  const signature = bls().sign(secretKey, hash32('message'));
  const hash = hash32('hash');
  return {
    proofOfSpace: {
      challengeHash: hash,
      poolPublicKey: publicKey,
      plotPublicKey: publicKey,
      size: 18,
      proof: new Uint8Array(8 * 18),
    },
    proofOfTime: {
      challengeHash: hash,
      numberOfIterations: 1_000_000n,
      output: { a: 1n << 500n, b: -1n << 499n },
      witnessType: 0,
      witness: new Uint8Array(200),
    },
    header: {
      data: {
        height: 100_000,
        prevHeaderHash: hash,
        timestamp: 1_600_000_000n,
        filterHash: hash,
        proofOfSpaceHash: hash,
        weight: 1n << 70n,
        totalIters: 1n << 45n,
        additionsRoot: hash,
        removalsRoot: hash,
        farmerRewardsPuzzleHash: hash,
        totalTransactionFees: 1n,
        poolTarget: { puzzleHash: hash, maxHeight: 0 },
        aggregatedSignature: signature,
        cost: 1n,
        extensionData: hash,
        generatorHash: hash,
      },
      plotSignature: signature,
    },
    transactionsGenerator: programOf(bytes),
    transactionsFilter: new Uint8Array(100),
  };
}
