import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ClvmNode } from '@salvia/clvm';
import { coinName, type ErrorName } from '@salvia/protocol';
import type { BlockSpends } from '../../src/index.ts';
import { fill } from '../consensus/support/hex.ts';
import { blockWith, makeSpendChain, type SpendChain, verdictOn } from '../support/spend-chain.ts';
import { blockSpends, childOf, condition, createCoin, TAGS } from '../support/spends.ts';

/** Height of the block that spends, and of the one that created what it spends. */
const HEIGHT = 5n;
const CONFIRMED = 2n;

let base: SpendChain;
/** Unix seconds, of the block before the one that spends. */
let now: bigint;
/** Seconds since the coin was created. */
let age: bigint;

beforeAll(async () => {
  base = await makeSpendChain();
  now = base.tip.block.header.data.timestamp;
  age = now - (base.nodes[Number(CONFIRMED)]?.block.header.data.timestamp ?? 0n);
});

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest());

const one = () => base.coins[0];
const two = () => base.coins[1];

/** Both coins spent, the first with these conditions, the second with those. */
const both = (first: readonly ClvmNode[], second: readonly ClvmNode[] = []): BlockSpends =>
  blockSpends([
    { coin: one(), conditions: first },
    { coin: two(), conditions: second },
  ]);

/** A coin that is created and spent by the block, the spend with these conditions. */
const ephemeral = (...conditions: readonly ClvmNode[]): BlockSpends =>
  blockSpends([
    { coin: one(), conditions: [createCoin(TAGS.right, 900n)] },
    { coin: childOf(one(), TAGS.right, 900n), conditions },
  ]);

type Row = readonly [error: ErrorName, what: string, fails: () => BlockSpends, holds: () => BlockSpends];
const MESSAGE = fill(7);

const TOGETHER: readonly Row[] = [
  [
    'ASSERT_ANNOUNCE_CONSUMED_FAILED',
    'a coin announcement',
    () => both([condition(61, sha256(coinName(two()), MESSAGE))], [condition(60, fill(8))]),
    () => both([condition(61, sha256(coinName(two()), MESSAGE))], [condition(60, MESSAGE)]),
  ],
  [
    'ASSERT_ANNOUNCE_CONSUMED_FAILED',
    'a puzzle announcement',
    () => both([condition(63, sha256(two().puzzleHash, MESSAGE))], [condition(60, MESSAGE)]),
    () => both([condition(63, sha256(two().puzzleHash, MESSAGE))], [condition(62, MESSAGE)]),
  ],
  [
    'ASSERT_CONCURRENT_SPEND_FAILED',
    'another spend',
    () => both([condition(64, fill(1))]),
    () => both([condition(64, coinName(two()))]),
  ],
  [
    'ASSERT_CONCURRENT_PUZZLE_FAILED',
    'a spend of another puzzle',
    () => both([condition(65, fill(1))]),
    () => both([condition(65, two().puzzleHash)]),
  ],
];

const OWN: readonly Row[] = [
  [
    'ASSERT_MY_COIN_ID_FAILED',
    'its name',
    () => both([condition(70, coinName(two()))]),
    () => both([condition(70, coinName(one()))]),
  ],
  [
    'ASSERT_MY_PARENT_ID_FAILED',
    'its parent',
    () => both([condition(71, fill(1))]),
    () => both([condition(71, one().parentCoinInfo)]),
  ],
  [
    'ASSERT_MY_PUZZLEHASH_FAILED',
    'its puzzle hash',
    () => both([condition(72, two().puzzleHash)]),
    () => both([condition(72, one().puzzleHash)]),
  ],
  [
    'ASSERT_MY_AMOUNT_FAILED',
    'its amount',
    () => both([condition(73, one().amount + 1n)]),
    () => both([condition(73, one().amount)]),
  ],
];

const TIMES: readonly Row[] = [
  [
    'ASSERT_SECONDS_RELATIVE_FAILED',
    'its age in seconds',
    () => both([condition(80, age + 1n)]),
    () => both([condition(80, age)]),
  ],
  [
    'ASSERT_SECONDS_ABSOLUTE_FAILED',
    'a time that came',
    () => both([condition(81, now + 1n)]),
    () => both([condition(81, now)]),
  ],
  [
    'ASSERT_HEIGHT_RELATIVE_FAILED',
    'its age in blocks',
    () => both([condition(82, HEIGHT - CONFIRMED)]),
    () => both([condition(82, HEIGHT - 1n - CONFIRMED)]),
  ],
  [
    'ASSERT_HEIGHT_ABSOLUTE_FAILED',
    'a height that came',
    () => both([condition(83, HEIGHT)]),
    () => both([condition(83, HEIGHT - 1n)]),
  ],
  [
    'ASSERT_BEFORE_SECONDS_RELATIVE_FAILED',
    'its youth in seconds',
    () => both([condition(84, age)]),
    () => both([condition(84, age + 1n)]),
  ],
  [
    'ASSERT_BEFORE_SECONDS_ABSOLUTE_FAILED',
    'a time to come',
    () => both([condition(85, now)]),
    () => both([condition(85, now + 1n)]),
  ],
  [
    'ASSERT_BEFORE_HEIGHT_RELATIVE_FAILED',
    'its youth in blocks',
    () => both([condition(86, HEIGHT - 1n - CONFIRMED)]),
    () => both([condition(86, HEIGHT - CONFIRMED)]),
  ],
  [
    'ASSERT_BEFORE_HEIGHT_ABSOLUTE_FAILED',
    'a height to come',
    () => both([condition(87, HEIGHT - 1n)]),
    () => both([condition(87, HEIGHT)]),
  ],
];

/** Created in the including block, at its height and its parent's time. */
const EPHEMERAL: readonly Row[] = [
  [
    'ASSERT_HEIGHT_RELATIVE_FAILED',
    'the age of a coin of this block',
    () => ephemeral(condition(82, 0n)),
    () => ephemeral(condition(82, -1n)),
  ],
  [
    'ASSERT_SECONDS_RELATIVE_FAILED',
    'the seconds of a coin of this block',
    () => ephemeral(condition(80, 1n)),
    () => ephemeral(condition(80, 0n)),
  ],
  [
    'ASSERT_MY_PARENT_ID_FAILED',
    'the parent of a coin of this block',
    () => ephemeral(condition(71, one().parentCoinInfo)),
    () => ephemeral(condition(71, coinName(one()))),
  ],
];

describe.each([...TOGETHER, ...OWN, ...TIMES, ...EPHEMERAL])(
  '%s: a spend that asserts %s',
  (error, _, fails, holds) => {
    test('is refused where that is not so', async () => {
      const verdict = await verdictOn(base, blockWith(base.tip, fails()));
      expect(verdict).toEqual({ result: 'INVALID_BLOCK', error, check: 'T15' });
    });

    test('is good where it is', async () => {
      expect(await verdictOn(base, blockWith(base.tip, holds()))).toMatchObject({ result: 'ADDED_TO_HEAD' });
    });
  },
);

test('the first spend that fails is the verdict, and in it the code that came first', async () => {
  const name = condition(70, fill(1));
  const amount = condition(73, 1n);
  const parent = condition(71, fill(1));
  const verdict = (bundle: BlockSpends) => verdictOn(base, blockWith(base.tip, bundle));
  expect(await verdict(both([amount, name], [parent]))).toMatchObject({ error: 'ASSERT_MY_AMOUNT_FAILED' });
  expect(await verdict(both([condition(73, one().amount), name, amount], [parent]))).toMatchObject({
    error: 'ASSERT_MY_AMOUNT_FAILED',
  });
  expect(await verdict(both([], [parent, name]))).toMatchObject({ error: 'ASSERT_MY_PARENT_ID_FAILED' });
});
