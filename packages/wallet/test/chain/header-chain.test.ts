import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeFilter, faultOf } from '@salvia/blockchain';
import { type Header, type HeaderData, headerDataHash } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import { createFarm, type Farm, type Grown } from '@salvia/testkit';
import type {
  HeaderAnswer,
  HeaderRefusal,
  ValidatedPart,
  ValidationMode,
  ValidBlock,
  Wallet,
} from '../../src/index.ts';
import { answerOf, chainOf, LATER_MS, PLOTTING_MS } from '../support/genuine.ts';
import { openTestWallet } from '../support/wallets.ts';

const itself = (answer: HeaderAnswer): HeaderAnswer => answer;

let farm: Farm;
let blocks: Grown[];
let wallet: Wallet;

beforeAll(async () => {
  farm = await createFarm();
  blocks = await farm.growChain(farm.genesis, 6);
}, PLOTTING_MS);
afterAll(() => farm.close());
beforeEach(async () => {
  wallet = await openTestWallet({ network: farm.network });
});
afterEach(() => wallet.close());

const at = (height: number): Grown => blocks[height - 1] as Grown;
const honest = (): HeaderAnswer[] => blocks.map(answerOf);

async function collect(parts: AsyncIterable<ValidatedPart<HeaderAnswer>>) {
  const valid: ValidBlock[] = [];
  let refused: HeaderRefusal | null = null;
  let culprit: HeaderAnswer | null = null;
  for await (const part of parts) {
    if ('blocks' in part) valid.push(...part.blocks);
    else ({ refused, source: culprit } = part);
  }
  return { valid, refused, culprit };
}

const validate = (mode: ValidationMode, answers: readonly HeaderAnswer[], now = () => LATER_MS) =>
  collect(chainOf(farm, wallet, { mode, now }).validate(answers, itself, itself));

const withHeader = (answer: HeaderAnswer, change: Partial<Header>): HeaderAnswer => ({
  ...answer,
  headerBlock: { ...answer.headerBlock, header: { ...answer.headerBlock.header, ...change } },
});
const withData = (answer: HeaderAnswer, change: Partial<HeaderData>): HeaderAnswer =>
  withHeader(answer, { data: { ...answer.headerBlock.header.data, ...change } });
const withTime = (answer: HeaderAnswer, change: Partial<HeaderAnswer['headerBlock']['proofOfTime']>): HeaderAnswer => {
  const { headerBlock } = answer;
  return { ...answer, headerBlock: { ...headerBlock, proofOfTime: { ...headerBlock.proofOfTime, ...change } } };
};

/** A farmer who makes a bad header signs it, so that not the signature shows it. */
async function signedAnew(genuine: HeaderAnswer, forged: HeaderAnswer): Promise<HeaderAnswer> {
  const { data } = forged.headerBlock.header;
  if (data === genuine.headerBlock.header.data) return forged;
  const { proof } = genuine.headerBlock.proofOfSpace;
  const found = (await farm.proofsAfter(at(3))).find(({ proofOfSpace }) => sameBytes(proofOfSpace.proof, proof));
  return withHeader(forged, { plotSignature: found?.sign(headerDataHash(data)) as Uint8Array });
}

const flipped = (bytes: Uint8Array, index = 0): Uint8Array => bytes.with(index, (bytes[index] as number) ^ 1);

describe.each<ValidationMode>(['full', 'sampled'])('%s validation', (mode) => {
  test('finds genuine headers valid, with the records that the wallet keeps', async () => {
    const { valid, refused } = await validate(mode, honest());
    expect(refused).toBeNull();
    expect(valid.map(({ record }) => record.headerHash)).toEqual(blocks.map(({ hash }) => hash));
    for (const [index, { record, header, filter }] of valid.entries()) {
      const { block, records } = blocks[index] as Grown;
      const child = blocks[index + 1];
      expect(record).toMatchObject({ ...records.at(-1), prevHeaderHash: block.header.data.prevHeaderHash });
      if (child) expect(record.challengeHash).toEqual(child.block.proofOfSpace.challengeHash);
      expect([header, filter]).toEqual([block.header, block.transactionsFilter]);
    }
    const parts = valid.map(({ record: header }) => ({ header, additions: [], removals: [] }));
    expect(await wallet.receive(parts)).toEqual(blocks.map(() => 'ADDED_TO_HEAD'));
  });

  test('goes on from what is stored, and from a branch of it', async () => {
    const first = await validate(mode, honest().slice(0, 4));
    await wallet.receive(first.valid.map(({ record: header }) => ({ header, additions: [], removals: [] })));
    expect(wallet.head().headerHash).toEqual(at(4).hash);
    const other = await farm.grow(at(2), 25);
    const another = await farm.grow(other, 25);
    const rest = await validate(mode, honest().slice(4));
    const side = await validate(mode, [other, another].map(answerOf));
    expect([rest.refused, side.refused]).toEqual([null, null]);
    await wallet.receive(side.valid.map(({ record: header }) => ({ header, additions: [], removals: [] })));
    const onOrphan = await validate(mode, [answerOf(await farm.grow(another, 25))]);
    expect(onOrphan.refused).toBeNull();
    expect(onOrphan.valid).toHaveLength(1);
  });

  test.each<[string, string, 'ITEM' | 'PATH', (answer: HeaderAnswer) => HeaderAnswer]>([
    ['another parent', 'H3', 'PATH', (answer) => withData(answer, { prevHeaderHash: at(1).hash })],
    ['another height', 'H8', 'PATH', (answer) => withData(answer, { height: 9 })],
    ['a weight of its own', 'H11', 'PATH', (answer) => withData(answer, { weight: 1_000_000n })],
    [
      'too many iterations',
      mode === 'full' ? 'H12' : 'H10',
      'PATH',
      (answer) => withData(answer, { totalIters: 1n << 60n }),
    ],
    ['too few iterations', mode === 'full' ? 'H12' : 'H10', 'PATH', (answer) => withData(answer, { totalIters: 0n })],
    ['a date of long ago', 'H4', 'PATH', (answer) => withData(answer, { timestamp: 1n })],
    ['a date to come', 'H5', 'PATH', (answer) => withData(answer, { timestamp: BigInt(LATER_MS) })],
    [
      'a pool target that has ended',
      'H9',
      'PATH',
      (answer) => {
        const { poolTarget } = answer.headerBlock.header.data;
        return withData(answer, { poolTarget: { ...poolTarget, maxHeight: 1 } });
      },
    ],
    [
      'another proof of space',
      'H1',
      'ITEM',
      (answer) => {
        const { proofOfSpace } = answer.headerBlock;
        const other = { ...proofOfSpace, proof: flipped(proofOfSpace.proof) };
        return { ...answer, headerBlock: { ...answer.headerBlock, proofOfSpace: other } };
      },
    ],
    [
      'a plot signature of nobody',
      'H2',
      'PATH',
      (answer) => withHeader(answer, { plotSignature: answerOf(at(1)).headerBlock.header.plotSignature }),
    ],
    ['a proof of time of other iterations', 'H14', 'ITEM', (answer) => withTime(answer, { numberOfIterations: 7n })],
    [
      'a proof of time for another challenge',
      mode === 'full' ? 'H15' : 'H16',
      'ITEM',
      (answer) => withTime(answer, { challengeHash: at(2).hash }),
    ],
    [
      'a challenge that is not its own',
      'C1',
      'ITEM',
      (answer) => {
        const challenge = { ...answer.headerBlock.challenge, newWorkDifficulty: 5n };
        return { ...answer, headerBlock: { ...answer.headerBlock, challenge } };
      },
    ],
    [
      "a filter that is not the header's",
      'B1',
      'ITEM',
      (answer) => ({
        ...answer,
        transactionsFilter: encodeFilter([at(1).hash]),
      }),
    ],
    ['an empty filter', 'B1', 'ITEM', (answer) => ({ ...answer, transactionsFilter: new Uint8Array() })],
  ])('refuses %s', async (_what, check, fault, forge) => {
    const genuine = honest()[3] as HeaderAnswer;
    const answers = [...honest().slice(0, 3), await signedAnew(genuine, forge(genuine))];
    const { valid, refused, culprit } = await validate(mode, answers);
    expect(refused).toMatchObject({ check, height: answers[3]?.headerBlock.header.data.height });
    expect(faultOf(refused as HeaderRefusal)).toBe(fault);
    expect(culprit).toBe(answers[3]);
    expect(valid).toEqual([]);
  });
});

test('a branch begins on a block that the wallet knows', async () => {
  const chain = chainOf(farm, wallet);
  expect(() => chain.branch(at(1).hash)).toThrow(expect.objectContaining({ code: 'UNKNOWN_BLOCK' }));
  const stranger = chain.validate(honest().slice(1), itself, itself);
  await expect(stranger.next()).rejects.toMatchObject({ code: 'UNKNOWN_BLOCK' });
});

test('headers of a chain of another genesis have no parent here', async () => {
  const foreign = honest()[1] as HeaderAnswer;
  await expect(validate('sampled', [foreign])).rejects.toMatchObject({ code: 'UNKNOWN_BLOCK' });
  // Nor is a header a child of our genesis if it only says so.
  const posed = withData(foreign, { prevHeaderHash: farm.genesis.hash, height: 1 });
  expect((await validate('sampled', [posed])).refused).toMatchObject({
    check: 'H6',
    error: 'INVALID_POSPACE_CHALLENGE',
  });
});

test('a refusal leaves a branch as it was', async () => {
  const branch = chainOf(farm, wallet).branch(farm.genesis.hash);
  const [first, second] = honest() as [HeaderAnswer, HeaderAnswer];
  expect(await branch.append(first)).toMatchObject({ validated: {} });
  expect(await branch.append(withTime(second, { witness: new Uint8Array(3) }))).toMatchObject({
    refused: { check: 'H15', error: 'INVALID_POT', height: 2, headerHash: at(2).hash },
  });
  expect([branch.height, branch.headerHash]).toEqual([1, at(1).hash]);
  expect(await branch.append(second)).toMatchObject({ validated: {} });
  expect([branch.height, branch.weight]).toEqual([2, at(2).block.header.data.weight]);
});
