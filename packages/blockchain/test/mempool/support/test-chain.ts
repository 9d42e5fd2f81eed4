import { bytesToHex } from '@noble/hashes/utils.js';
import { g2Identity } from '@salvia/bls';
import { type Coin, type CoinRecord, coinName, type Header, headerHash } from '@salvia/protocol';
import type { ChainView, MempoolChain } from '../../../src/index.ts';
import { fill } from '../../consensus/support/hex.ts';

/** Unix seconds of genesis; blocks follow each other after ten. */
export const START = 1_600_000_000;
export const SECONDS = 10;

/** A block by its effects alone. */
export interface TestBlock {
  readonly header: Header;
  readonly hash: Uint8Array;
  readonly height: number;
  readonly view: ChainView;
  readonly coins: ReadonlyMap<string, CoinRecord>;
}

export interface TestEffects {
  readonly creates?: readonly Coin[];
  readonly rewards?: readonly Coin[];
  readonly spends?: readonly Uint8Array[];
  /** Makes siblings differ. */
  readonly salt?: number;
}

/** A chain that does what it is told, for mempools to look at. */
export interface TestChain extends MempoolChain {
  grow(on: TestBlock | null, effects?: TestEffects): TestBlock;
  choose(...tips: readonly TestBlock[]): void;
}

export function createTestChain(): TestChain {
  const blocks = new Map<string, TestBlock>();
  let chosen: readonly TestBlock[] = [];
  return {
    grow(on, effects = {}) {
      const block = childOf(on, effects);
      blocks.set(bytesToHex(block.hash), block);
      return block;
    },
    choose(...tips) {
      chosen = tips;
    },
    tips: () => chosen.map(({ header }) => header),
    view(hash) {
      const block = blocks.get(bytesToHex(hash));
      if (block === undefined) throw new Error('an unknown block');
      return block.view;
    },
  };
}

function childOf(on: TestBlock | null, { creates = [], rewards = [], spends = [], salt = 0 }: TestEffects): TestBlock {
  const height = (on?.height ?? -1) + 1;
  const coins = new Map(on?.coins);
  const create = (coin: Coin, coinbase: boolean) =>
    coins.set(bytesToHex(coinName(coin)), {
      coin,
      confirmedBlockIndex: height,
      spentBlockIndex: 0,
      spent: false,
      coinbase,
    });
  for (const coin of creates) create(coin, false);
  for (const coin of rewards) create(coin, true);
  for (const name of spends.map(bytesToHex)) {
    const record = coins.get(name);
    if (record === undefined) throw new Error(`no coin ${name}`);
    coins.set(name, { ...record, spent: true, spentBlockIndex: height });
  }
  const timestampAt = (at: number) => BigInt(START + at * SECONDS);
  const timestamp = timestampAt(height);
  const header = headerOf(height, on?.hash ?? fill(0), timestamp, salt);
  const coin = (name: Uint8Array) => coins.get(bytesToHex(name)) ?? null;
  return { header, hash: headerHash(header), height, coins, view: { height, timestamp, timestampAt, coin } };
}

function headerOf(height: number, prevHeaderHash: Uint8Array, timestamp: bigint, salt: number): Header {
  const zero = fill(0);
  const data = {
    height,
    prevHeaderHash,
    timestamp,
    filterHash: zero,
    proofOfSpaceHash: zero,
    weight: BigInt(height),
    totalIters: BigInt(height),
    additionsRoot: zero,
    removalsRoot: zero,
    farmerRewardsPuzzleHash: zero,
    totalTransactionFees: 0n,
    poolTarget: { puzzleHash: zero, maxHeight: 0 },
    aggregatedSignature: g2Identity(),
    cost: 0n,
    extensionData: fill(salt),
    generatorHash: zero,
  };
  return { data, plotSignature: g2Identity() };
}
