import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { type Coin, type CoinRecord, coinName } from '@salvia/protocol';
import fc from 'fast-check';
import { type BlockCoins, type ChainStores, memoryStores, sqliteStores } from '../../src/store/index.ts';
import { fill } from '../consensus/support/hex.ts';

/** The coins by their definition: what blocks created and spent, replayed from the first one every time. */
function replay(blocks: readonly BlockCoins[]): Map<string, CoinRecord> {
  const records = new Map<string, CoinRecord>();
  const create = (coin: Coin, height: number, coinbase: boolean) =>
    records.set(bytesToHex(coinName(coin)), {
      coin,
      confirmedBlockIndex: height,
      spentBlockIndex: 0,
      spent: false,
      coinbase,
    });
  for (const { height, additions, removals, rewards } of blocks) {
    for (const coin of additions) create(coin, height, false);
    for (const name of removals.map(bytesToHex)) {
      const record = records.get(name);
      if (record) records.set(name, { ...record, spent: true, spentBlockIndex: height });
    }
    for (const coin of rewards) create(coin, height, true);
  }
  return records;
}

/** A block: amounts of the coins it creates, and which of the unspent ones it spends. */
const blockPlan = fc.record({
  amounts: fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { maxLength: 3 }),
  spends: fc.array(fc.nat(), { maxLength: 2 }),
});
/** Blocks on top, after going back by some. */
const step = fc.record({ back: fc.nat({ max: 3 }), blocks: fc.array(blockPlan, { maxLength: 4 }) });

function makeBlock(
  chain: readonly BlockCoins[],
  plan: { amounts: bigint[]; spends: number[] },
  salt: number,
): BlockCoins {
  const height = chain.length;
  const unspent = [...replay(chain)].filter(([, { spent }]) => !spent).map(([name]) => name);
  const chosen = plan.spends.flatMap((at) => unspent[at % Math.max(1, unspent.length)] ?? []);
  const coinOf = (at: number, amount: bigint): Coin => ({
    parentCoinInfo: fill(salt % 256).fill(at, 0, 1),
    puzzleHash: fill(height % 3),
    amount,
  });
  return {
    height,
    additions: plan.amounts.map((amount, at) => coinOf(at, amount)),
    removals: [...new Set(chosen)].map(hexToBytes),
    rewards: [coinOf(200, BigInt(height))],
  };
}

const kinds: readonly [string, () => Promise<ChainStores>][] = [
  ['in SQLite', () => sqliteStores({ path: ':memory:' })],
  ['in memory', async () => memoryStores()],
];

describe.each(kinds)('the coin store %s', (_kind, open) => {
  test('is at any time what replaying the chain from its first block gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const stores = await open();
        let chain: BlockCoins[] = [];
        let salt = 0;
        for (const { back, blocks } of steps) {
          chain = chain.slice(0, Math.max(0, chain.length - back));
          stores.coins.rollBack(chain.length - 1);
          for (const plan of blocks) {
            salt += 1;
            chain.push(makeBlock(chain, plan, salt));
            stores.coins.apply(chain.at(-1) as BlockCoins);
          }
          const wanted = replay(chain);
          const found = [...stores.coins.all()];
          expect(found).toEqual([...wanted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record));
          expect(stores.coins.count()).toBe(wanted.size);
          expect(stores.coins.height()).toBe(chain.length - 1);
          for (const [name, record] of wanted) expect(stores.coins.get(hexToBytes(name))).toEqual(record);
          const ofOne = found.filter(({ coin }) => coin.puzzleHash[0] === 1);
          expect(stores.coins.withPuzzleHash(fill(1))).toEqual(ofOne);
        }
        await stores.close();
      }),
      { numRuns: 20 },
    );
  });

  test('takes more coins in one block than one statement holds', async () => {
    const stores = await open();
    const coins = Array.from(
      { length: 1201 },
      (_, at): Coin => ({ parentCoinInfo: fill(1), puzzleHash: fill(2), amount: BigInt(at) }),
    );
    stores.coins.apply({ height: 1, additions: coins, removals: coins.map(coinName), rewards: [] });
    expect([...stores.coins.all()].filter(({ spent, spentBlockIndex }) => spent && spentBlockIndex === 1)).toHaveLength(
      1201,
    );
    await stores.close();
  });
});
