import { beforeAll, describe, expect, test } from '@jest/globals';
import { bls, g1Identity, keyGen } from '@salvia/bls';
import { type ClvmNode, writeGenerator } from '@salvia/clvm';
import { type Coin, coinName, type ErrorName, filterHash } from '@salvia/protocol';
import { SPEND_CHECKS } from '../../src/consensus/body/spend-checks.ts';
import { type BlockSpends, encodeFilter, rewardCoins } from '../../src/index.ts';
import { CONSTANTS, SETTINGS } from '../consensus/support/farm.ts';
import { fill, fromHex } from '../consensus/support/hex.ts';
import {
  blockWith,
  type Fault,
  makeSpendChain,
  openSpendChain,
  rawBundle,
  type SpendChain,
  signedSpends,
  verdictOn,
} from '../support/spend-chain.ts';
import {
  blockSpends,
  childOf,
  condition,
  createCoin,
  type FreeSpend,
  freeHash,
  freePuzzle,
  listedSpend,
  TAGS,
} from '../support/spends.ts';
import { NOW_MS } from '../support/tree.ts';

let base: SpendChain;
beforeAll(async () => {
  base = await makeSpendChain();
});

const spend = (...conditions: readonly ClvmNode[]): FreeSpend => ({ coin: base.coins[0], conditions });
const spendOf = (coin: Coin, ...conditions: readonly ClvmNode[]): FreeSpend => ({ coin, conditions });
const simple = (): BlockSpends => blockSpends([spend(createCoin(TAGS.left, 900n))]);
/** A program of spends that need not run. */
const unrun = (...spends: readonly FreeSpend[]): BlockSpends =>
  rawBundle(writeGenerator(spends.map(listedSpend), 'mainnet'));
const hex = (program: string): BlockSpends => rawBundle(fromHex(program));

const RAISES = fromHex('ff0880');
const AGG_SIG_UNSAFE = 49;
const AGG_SIG_ME = 50;
const RESERVE_FEE = 52;
const key = keyGen(fill(5));
const publicKey = bls().publicKey(key);
const boundTo = (coin: Coin, message: Uint8Array): Uint8Array =>
  Uint8Array.from([...message, ...coinName(coin), ...SETTINGS.genesisHash]);

type Made = BlockSpends | readonly [BlockSpends, Fault];
type Row = readonly [check: string, error: ErrorName, what: string, make: () => Made];

const PROGRAMS: readonly Row[] = [
  ['T1', 'INVALID_COIN_SOLUTION', 'a program that fails', () => rawBundle(RAISES)],
  ['T1', 'INVALID_COIN_SOLUTION', 'a program that gives an atom', () => hex('ff0105')],
  ['T1', 'INVALID_COIN_SOLUTION', 'an entry without a solution', () => hex('ff01ffff018080')],
  ['T1', 'INVALID_COIN_SOLUTION', 'a name of one byte', () => hex('ff01ffff05ffff01ff80808080')],
  ['T1', 'SEXP_ERROR', 'a puzzle that fails', () => unrun({ ...spend(), puzzle: RAISES })],
  ['T1', 'SEXP_ERROR', 'conditions that are an atom', () => unrun({ ...spend(), puzzle: fromHex('ff0105') })],
  ['T1', 'SEXP_ERROR', 'a condition that is an atom', () => unrun(spend(fill(1)))],
  ['T1', 'INVALID_CONDITION', 'a coin without an amount', () => unrun(spend(condition(51, fill(1))))],
  ['T1', 'INVALID_CONDITION', 'a puzzle hash of 33 bytes', () => unrun(spend(condition(51, new Uint8Array(33), 1n)))],
  ['T1', 'INVALID_CONDITION', 'a negative fee', () => unrun(spend(condition(RESERVE_FEE, -1n)))],
  ['T1', 'INVALID_CONDITION', 'a code that is not taken over', () => unrun(spend(condition(66, 1n, fill(1))))],
  ['T1', 'INVALID_CONDITION', 'a key at infinity', () => unrun(spend(condition(AGG_SIG_ME, g1Identity(), fill(1))))],
  [
    'T1',
    'INVALID_CONDITION',
    'a key of 47 bytes',
    () => unrun(spend(condition(AGG_SIG_ME, publicKey.slice(1), fill(1)))),
  ],
  [
    'T1',
    'INVALID_CONDITION',
    'a message that could be that of another condition',
    () => unrun(spend(condition(AGG_SIG_UNSAFE, publicKey, SETTINGS.genesisHash))),
  ],
  [
    'T2',
    'BLOCK_COST_EXCEEDS_MAX',
    'forty coins',
    () => unrun(spend(...Array.from({ length: 40 }, (_, at) => createCoin(TAGS.left, BigInt(at))))),
  ],
];

const AMOUNTS_AND_ROOTS: readonly Row[] = [
  [
    'T4',
    'COIN_AMOUNT_EXCEEDS_MAXIMUM',
    'the maximum',
    () => unrun(spend(createCoin(TAGS.left, CONSTANTS.MAX_COIN_AMOUNT))),
  ],
  ['T4', 'COIN_AMOUNT_EXCEEDS_MAXIMUM', 'more than 64 bits', () => unrun(spend(createCoin(TAGS.left, 1n << 64n)))],
  ['T4', 'COIN_AMOUNT_EXCEEDS_MAXIMUM', 'a negative amount', () => unrun(spend(createCoin(TAGS.left, -1n)))],
  ['T5', 'BAD_ADDITION_ROOT', 'another root of additions', () => [simple(), { data: { additionsRoot: fill(1) } }]],
  ['T5', 'BAD_ADDITION_ROOT', 'a coin left out', () => ({ ...simple(), additions: [] })],
  ['T6', 'BAD_REMOVAL_ROOT', 'another root of removals', () => [simple(), { data: { removalsRoot: fill(1) } }]],
  ['T6', 'BAD_REMOVAL_ROOT', 'a spend left out', () => ({ ...simple(), removals: [] })],
  [
    'T7',
    'INVALID_TRANSACTIONS_FILTER_HASH',
    'a filter of something else, with its hash',
    () => {
      const transactionsFilter = encodeFilter([fill(1)]);
      return [simple(), { data: { filterHash: filterHash(transactionsFilter) }, body: { transactionsFilter } }];
    },
  ],
  [
    'T8',
    'DUPLICATE_OUTPUT',
    'one coin twice',
    () => blockSpends([spend(createCoin(TAGS.left, 9n), createCoin(TAGS.left, 9n))]),
  ],
  [
    'T9',
    'DOUBLE_SPEND',
    'one coin spent twice',
    () => blockSpends([spend(createCoin(TAGS.left, 9n)), spend(createCoin(TAGS.left, 8n))]),
  ],
];

const COINS: readonly Row[] = [
  [
    'T10',
    'UNKNOWN_UNSPENT',
    'a coin that never was',
    () => blockSpends([spendOf(childOf(base.coins[0], TAGS.left, 7n))]),
  ],
  ['T10', 'UNKNOWN_UNSPENT', 'the reward of the block itself', () => blockSpends([spendOf(ownReward())])],
  ['T10', 'DOUBLE_SPEND', 'a coin that an earlier block spent', () => blockSpends([spendOf(base.spent)])],
  ['T10', 'COINBASE_NOT_YET_SPENDABLE', 'a reward one block too early', () => blockSpends([spendOf(base.frozen)])],
  ['T11', 'MINTING_COIN', 'one mojo from nothing', () => free(blockSpends([spend(createCoin(TAGS.left, 1_000_001n))]))],
  [
    'T12',
    'RESERVE_FEE_CONDITION_FAILED',
    'fees that are reserved twice',
    () =>
      blockSpends([spend(createCoin(TAGS.left, 999_900n), condition(RESERVE_FEE, 60n), condition(RESERVE_FEE, 41n))]),
  ],
  ['T13', 'BAD_COINBASE_REWARD', 'fees one too high', () => ({ ...simple(), fees: simple().fees + 1n })],
  ['T13', 'BAD_COINBASE_REWARD', 'fees one too low', () => ({ ...simple(), fees: simple().fees - 1n })],
  [
    'T14',
    'WRONG_PUZZLE_HASH',
    "another coin's puzzle",
    () => blockSpends([{ ...spend(), puzzle: freePuzzle(TAGS.right) }]),
  ],
  [
    'T16',
    'BAD_AGGREGATE_SIGNATURE',
    'no signature',
    () => blockSpends([spend(condition(AGG_SIG_ME, publicKey, fill(1)))]),
  ],
  [
    'T16',
    'BAD_AGGREGATE_SIGNATURE',
    'a signature that is not bound to the coin',
    () => signedSpends([spend(condition(AGG_SIG_ME, publicKey, fill(1)))], [key, fill(1)]),
  ],
  [
    'T16',
    'BAD_AGGREGATE_SIGNATURE',
    'a signature that nobody asked for',
    () => signedSpends([spend()], [key, fill(1)]),
  ],
];

const ownReward = (): Coin => rewardCoins(blockWith(base.tip, simple()).block.header.data)[0];
/** A header cannot say that fees are negative. */
const free = (bundle: BlockSpends): BlockSpends => ({ ...bundle, fees: 0n });

const make = (made: Made) => ('generator' in made ? blockWith(base.tip, made) : blockWith(base.tip, ...made));

describe('a block is refused for', () => {
  test.each([...PROGRAMS, ...AMOUNTS_AND_ROOTS, ...COINS])('%s %s: %s', async (check, error, _, made) => {
    expect(await verdictOn(base, make(made()))).toEqual({ result: 'INVALID_BLOCK', error, check });
  });

  test('every row of the list, but those that have tests of their own', () => {
    const provoked = new Set([...PROGRAMS, ...AMOUNTS_AND_ROOTS, ...COINS].map(([check]) => check));
    const rows = SPEND_CHECKS.map(({ name }) => name).filter((name) => name !== 'T3' && name !== 'T15');
    expect([...provoked]).toEqual(rows);
  });
});

const VALID: readonly (readonly [what: string, make: () => BlockSpends])[] = [
  ['no spends', () => hex('ff0180')],
  ['a spend that is all fee', () => blockSpends([spend()])],
  ['a program that computes its list', () => ({ ...simple(), generator: computed(simple().generator) })],
  ['a coin of nothing', () => blockSpends([spend(createCoin(TAGS.left, 0n))])],
  ['fees that are reserved to the last mojo', () => blockSpends([spend(condition(RESERVE_FEE, 1_000_000n))])],
  ['an unknown condition', () => blockSpends([spend(condition(199, 1n))])],
  ['memos', () => blockSpends([spend(condition(51, freeHash(TAGS.left), 5n, fill(1)))])],
  ['a reward at the end of its freeze', () => blockSpends([spendOf(oldReward())])],
  ['a signature', () => signedSpends([spend(condition(AGG_SIG_UNSAFE, publicKey, fill(1)))], [key, fill(1)])],
  [
    'one signature asked for twice',
    () => {
      const wanted = condition(AGG_SIG_ME, publicKey, fill(1));
      const message = boundTo(base.coins[0], fill(1));
      return signedSpends([spend(wanted, wanted)], [key, message], [key, message]);
    },
  ],
  [
    'a coin spent where it is created, listed before it',
    () => {
      const between = childOf(base.coins[0], TAGS.right, 800n);
      return blockSpends([spendOf(between, createCoin(TAGS.left, 700n)), spend(createCoin(TAGS.right, 800n))]);
    },
  ],
];

/** `(r (c (q . 5) (q . L)))`, the list that `(q . L)` gives by a longer way. */
const computed = (quotedList: Uint8Array): Uint8Array =>
  Uint8Array.from([...fromHex('ff06ffff04ffff0105ff'), ...quotedList, ...fromHex('8080')]);

const oldReward = (): Coin => {
  const node = base.nodes[3];
  if (node === undefined) throw new RangeError('the chain is shorter');
  return rewardCoins(node.block.header.data)[1];
};

describe('a block is added with', () => {
  test.each(VALID)('%s', async (_, made) => {
    expect(await verdictOn(base, make(made()))).toMatchObject({ result: 'ADDED_TO_HEAD' });
  });
});

test('a program in a longer encoding is refused, and its block is not held against anybody who sends it right', async () => {
  const chain = await openSpendChain(base);
  const { block } = make(simple());
  const generator = block.transactionsGenerator ?? new Uint8Array();
  // The first atom of the list's first entry is a name, behind a length of one byte more than it needs.
  const at = generator.indexOf(0xa0);
  const longer = Uint8Array.from([...generator.subarray(0, at), 0xc0, 0x20, ...generator.subarray(at + 1)]);
  const copy = { ...block, transactionsGenerator: longer };
  expect(await chain.receiveBlock(copy, NOW_MS)).toMatchObject({ error: 'INVALID_COIN_SOLUTION', check: 'T1' });
  expect(await chain.receiveBlock(block, NOW_MS)).toMatchObject({ result: 'ADDED_TO_HEAD' });
  await chain.close();
});
