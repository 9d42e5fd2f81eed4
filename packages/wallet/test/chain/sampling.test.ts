import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inlineVerifier, type Verifier } from '@salvia/blockchain';
import { sameBytes } from '@salvia/streamable';
import { createFarm, type Farm } from '@salvia/testkit';
import fc from 'fast-check';
import { drawByWeight } from '../../src/chain/draw.ts';
import type { HeaderAnswer, HeaderRefusal, ValidationMode, Wallet } from '../../src/index.ts';
import { answerOf, chainOf, PLOTTING_MS, zeros } from '../support/genuine.ts';
import { openTestWallet } from '../support/wallets.ts';

const LENGTH = 12;
const SAMPLES = { drawn: 3, last: 4 };

const itself = (answer: HeaderAnswer): HeaderAnswer => answer;

let farm: Farm;
let wallet: Wallet;
let answers: HeaderAnswer[];

beforeAll(async () => {
  farm = await createFarm();
  wallet = await openTestWallet({ network: farm.network });
  answers = (await farm.growChain(farm.genesis, LENGTH)).map(answerOf);
}, PLOTTING_MS);
afterAll(async () => {
  await wallet.close();
  await farm.close();
});

/** Notes the heights whose proofs of time are verified. */
function watched(mode: ValidationMode, randomBytes = zeros) {
  const heights: number[] = [];
  const inner = inlineVerifier(farm.network);
  const verifier: Verifier = {
    ...inner,
    proofOfTime(claim) {
      heights.push(
        answers.findIndex(({ headerBlock }) => sameBytes(headerBlock.proofOfTime.challengeHash, claim.challenge)) + 1,
      );
      return inner.proofOfTime(claim);
    },
  };
  return { heights, chain: chainOf(farm, wallet, { mode, verifier, randomBytes, samples: SAMPLES }) };
}

/** Draws the middle of the weight that a height adds, of the heights that may be drawn; all add the same. */
const drawing = (height: number) => (count: number) => {
  const bytes = zeros(count);
  bytes[count - 1] = height - 1;
  return bytes;
};

/** Same iterations and challenge, but nobody did the work. */
const withoutWork = (answer: HeaderAnswer): HeaderAnswer => {
  const { headerBlock } = answer;
  const proofOfTime = { ...headerBlock.proofOfTime, witness: new Uint8Array() };
  return { ...answer, headerBlock: { ...headerBlock, proofOfTime } };
};

async function refusalOf(forged: number, mode: ValidationMode, randomBytes = zeros) {
  const lie = withoutWork(answers[forged - 1] as HeaderAnswer);
  const { chain } = watched(mode, randomBytes);
  let refused: HeaderRefusal | null = null;
  for await (const part of chain.validate(answers.with(forged - 1, lie), itself, itself)) {
    if ('refused' in part) {
      ({ refused } = part);
      expect(part.source).toBe(lie);
    }
  }
  return refused;
}

describe('sampled validation', () => {
  test('verifies what is drawn and the last headers, and no other', async () => {
    const { heights, chain } = watched('sampled', drawing(5));
    let valid = 0;
    for await (const part of chain.validate(answers, itself, itself)) if ('blocks' in part) valid += part.blocks.length;
    expect(valid).toBe(LENGTH);
    expect(heights.toSorted((a, b) => a - b)).toEqual([5, 9, 10, 11, 12]);
  });

  test('full validation verifies all', async () => {
    const { heights, chain } = watched('full');
    for await (const part of chain.validate(answers, itself, itself)) expect(part).toHaveProperty('blocks');
    expect(heights.toSorted((a, b) => a - b)).toEqual(answers.map((_answer, index) => index + 1));
  });

  test('finds a forged proof of time where it is drawn', async () => {
    expect(await refusalOf(5, 'sampled', drawing(5))).toMatchObject({ check: 'H15', error: 'INVALID_POT', height: 5 });
  });

  test.each([9, 10, 11, 12])('finds a forged proof of time among the last headers, at height %i', async (height) => {
    expect(await refusalOf(height, 'sampled')).toMatchObject({ check: 'H15', height });
  });

  test('may miss one that is not drawn, which full validation finds', async () => {
    expect(await refusalOf(5, 'sampled', drawing(2))).toBeNull();
    expect(await refusalOf(5, 'full')).toMatchObject({ check: 'H15', height: 5 });
  });

  test('settles each stretch by itself', async () => {
    const { heights, chain } = watched('sampled');
    const branch = chain.branch(farm.genesis.hash);
    for (const answer of answers.slice(0, 2)) await branch.append(answer);
    expect(heights).toEqual([]);
    expect(await branch.settle()).toBeNull();
    expect(heights.toSorted()).toEqual([1, 2]);
    await branch.append(answers[2] as HeaderAnswer);
    expect(await branch.settle()).toBeNull();
    expect(heights.toSorted()).toEqual([1, 2, 3]);
  });
});

describe('draws', () => {
  const point = (value: bigint) => (count: number) => {
    const bytes = new Uint8Array(count);
    new DataView(bytes.buffer).setBigUint64(count - 8, value);
    return bytes;
  };

  test('fall on whose weight the point is in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 1000n }), { minLength: 2, maxLength: 40 }),
        fc.bigInt({ min: 0n, max: 1n << 60n }),
        (weights, value) => {
          let left = value % weights.reduce((sum, weight) => sum + weight, 0n);
          const expected = weights.findIndex((weight) => (left -= weight) < 0n);
          expect(drawByWeight(weights, 1, point(value))).toEqual([expected]);
        },
      ),
    );
  });

  test('take all if there are no more than that, and no more than asked', () => {
    expect(drawByWeight([5n, 1n, 7n], 3, zeros)).toEqual([0, 1, 2]);
    expect(drawByWeight([], 3, zeros)).toEqual([]);
    expect(drawByWeight([1n, 1n, 1n, 1n], 3, zeros)).toEqual([0]);
  });
});
