import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inlineVerifier, type Verifier } from '@salvia/blockchain';
import type { FullBlock, HeaderData, ProofOfSpace, ProofOfTime } from '@salvia/protocol';
import { proofOfSpaceHash } from '@salvia/protocol';
import { checkClaim } from '../../src/sync/claim.ts';
import { createFarm, type Farm } from '../support/farm.ts';

const nowMs = 1_700_000_000_000;

let farm: Farm;
let verifier: Verifier;
let block: FullBlock;

beforeAll(async () => {
  farm = await createFarm();
  verifier = inlineVerifier(farm.network);
  block = (await farm.grow(farm.genesis)).block;
}, 120_000);
afterAll(() => farm.close());

const check = (claimed: FullBlock, now = nowMs) =>
  checkClaim({ constants: farm.network.constants, verifier }, claimed, now);

const withTime = (changes: Partial<ProofOfTime>): FullBlock => ({
  ...block,
  proofOfTime: { ...(block.proofOfTime as ProofOfTime), ...changes },
});

/** Another header, whose hashes fit; the signature does not. */
function withHeader(changes: Partial<HeaderData>, proofOfSpace: ProofOfSpace = block.proofOfSpace): FullBlock {
  const data = { ...block.header.data, proofOfSpaceHash: proofOfSpaceHash(proofOfSpace), ...changes };
  return { ...block, proofOfSpace, header: { ...block.header, data } };
}

const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, index) => (index === 5 ? byte ^ 1 : byte));

describe('a claimed tip', () => {
  test('is believable with genuine proofs, whatever its parent', async () => {
    expect(await check(block)).toBeNull();
    expect(await check(farm.genesis.block)).toBeNull();
  });

  test('needs a proof of time', async () => {
    expect(await check({ ...block, proofOfTime: null })).toEqual({ error: 'BLOCK_IS_NOT_FINISHED', check: 'R5' });
  });

  test('needs the proof of space that its header names', async () => {
    const proofOfSpace = farm.genesis.block.proofOfSpace;
    expect(await check({ ...block, proofOfSpace })).toEqual({ error: 'INVALID_POSPACE_HASH', check: 'H1' });
  });

  test('is not of the far future', async () => {
    const early = Number(block.header.data.timestamp - BigInt(farm.network.constants.MAX_FUTURE_TIME)) * 1000;
    expect(await check(block, early)).toBeNull();
    expect(await check(block, early - 1)).toEqual({ error: 'TIMESTAMP_TOO_FAR_IN_FUTURE', check: 'H5' });
  });

  test('needs proofs that answer the same challenge', async () => {
    const challengeHash = flipped(block.proofOfSpace.challengeHash);
    expect(await check(withTime({ challengeHash }))).toEqual({ error: 'INVALID_POT_CHALLENGE', check: 'H16' });
  });

  test('needs iterations that its total contains', async () => {
    const numberOfIterations = block.header.data.totalIters + 1n;
    expect(await check(withTime({ numberOfIterations }))).toEqual({ error: 'INVALID_TOTAL_ITERS', check: 'H12' });
  });

  test('with an invented weight is not signed', async () => {
    const claimed = withHeader({ weight: 2n ** 100n, height: 1_000_000 });
    expect(await check(claimed)).toEqual({ error: 'INVALID_PLOT_SIGNATURE', check: 'H2' });
  });

  test('needs a valid proof of space', async () => {
    // Signed by the key of the plot, as a cheat would: only the proof is wrong.
    const signs = { ...verifier, signature: async () => true };
    const proofOfSpace = { ...block.proofOfSpace, proof: flipped(block.proofOfSpace.proof) };
    const claimed = withHeader({}, proofOfSpace);
    const found = await checkClaim({ constants: farm.network.constants, verifier: signs }, claimed, nowMs);
    expect(found).toEqual({ error: 'INVALID_POSPACE', check: 'H7' });
  });

  test('needs a proof of space that passes the plot filter', async () => {
    const constants = { ...farm.network.constants, NUMBER_ZERO_BITS_CHALLENGE_SIG: 200 };
    const found = await checkClaim({ constants, verifier }, block, nowMs);
    expect(found).toEqual({ error: 'INVALID_POSPACE', check: 'H7' });
  });

  test('needs a valid proof of time', async () => {
    const { witness } = block.proofOfTime as ProofOfTime;
    expect(await check(withTime({ witness: flipped(witness) }))).toEqual({ error: 'INVALID_POT', check: 'H15' });
  });
});
