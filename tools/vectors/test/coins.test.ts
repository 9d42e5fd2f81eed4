import { expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import {
  additionsRoot,
  BASE_FARMER_FEE,
  blockReward,
  coinbaseCoin,
  feesCoin,
  hashCoinList,
  removalsRoot,
  rewardCoins,
} from '@salvia/blockchain';
import { Coin, coinName } from '@salvia/protocol';
import { Writer } from '@salvia/streamable';
import { z } from 'zod';
import { readVector } from '../src/index.ts';
import { fromFields } from './codecs.ts';

const decimal = z.string().regex(/^\d+$/);
const fields = { parent_coin_info: z.string(), puzzle_hash: z.string(), amount: decimal };
const coin = z.strictObject(fields);
const namedCoin = z.strictObject({ ...fields, name: z.string() });

const schema = z.strictObject({
  kind: z.string(),
  rewards: z.array(z.strictObject({ height: z.number(), block_reward: decimal, base_fee: decimal })),
  reward_coins: z.array(
    z.strictObject({
      height: z.number(),
      pool_puzzle_hash: z.string(),
      farmer_puzzle_hash: z.string(),
      fees: decimal,
      coinbase: namedCoin,
      fees_coin: namedCoin,
    }),
  ),
  coin_names: z.array(z.strictObject({ ...fields, bytes: z.string(), stream: z.string(), name: z.string() })),
  coin_lists: z.array(z.strictObject({ coins: z.array(coin), hash: z.string() })),
  roots: z.array(
    z.strictObject({
      additions: z.array(coin),
      removals: z.array(z.string()),
      additions_root: z.string(),
      removals_root: z.string(),
    }),
  ),
});

const data = schema.parse(readVector('reference/coins.json'));
const numbered = <T>(rows: readonly T[]) => rows.map((row, index) => ({ index, row }));

const toCoin = ({ parent_coin_info, puzzle_hash, amount }: z.infer<typeof coin>): Coin =>
  fromFields(Coin, { parent_coin_info, puzzle_hash, amount });

/** A coin in the form in which the data names it. */
const shown = (value: Coin): z.infer<typeof namedCoin> => ({
  parent_coin_info: bytesToHex(value.parentCoinInfo),
  puzzle_hash: bytesToHex(value.puzzleHash),
  amount: value.amount.toString(),
  name: bytesToHex(coinName(value)),
});

test.each(data.rewards)('rewards at height $height', ({ height, block_reward: reward, base_fee: fee }) => {
  expect(blockReward(height).toString()).toBe(reward);
  expect(BASE_FARMER_FEE.toString()).toBe(fee);
});

test.each(data.reward_coins)('reward coins at height $height', (row) => {
  const poolTarget = { puzzleHash: hexToBytes(row.pool_puzzle_hash), maxHeight: 0 };
  const farmerRewardsPuzzleHash = hexToBytes(row.farmer_puzzle_hash);
  const totalTransactionFees = BigInt(row.fees);
  const coins = rewardCoins({ height: row.height, poolTarget, farmerRewardsPuzzleHash, totalTransactionFees });
  expect(coins.map(shown)).toEqual([row.coinbase, row.fees_coin]);
  expect(coinbaseCoin(row.height, poolTarget.puzzleHash)).toEqual(coins[0]);
  expect(feesCoin(row.height, farmerRewardsPuzzleHash, totalTransactionFees)).toEqual(coins[1]);
});

test.each(numbered(data.coin_names))('coin name $index', ({ row: { bytes, stream, name, ...row } }) => {
  const value = toCoin(row);
  const out = new Writer();
  Coin.write(out, value);
  expect(bytesToHex(Coin.encode(value))).toBe(bytes);
  expect(bytesToHex(out.finish())).toBe(stream);
  expect(bytesToHex(coinName(value))).toBe(name);
});

test.each(numbered(data.coin_lists))('coin list $index', ({ row }) => {
  expect(bytesToHex(hashCoinList(row.coins.map(toCoin)))).toBe(row.hash);
});

test.each(numbered(data.roots))('roots $index', ({ row }) => {
  expect(bytesToHex(additionsRoot(row.additions.map(toCoin)))).toBe(row.additions_root);
  expect(bytesToHex(removalsRoot(row.removals.map(hexToBytes)))).toBe(row.removals_root);
});
