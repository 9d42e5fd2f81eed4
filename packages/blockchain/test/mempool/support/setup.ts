import type { CoinRules } from '@salvia/clvm';
import type { Coin, Constants } from '@salvia/protocol';
import { createMempools, type MempoolLimits, type Mempools, type Verifier } from '../../../src/index.ts';
import { CONSTANTS, SETTINGS, verifierFor } from '../../consensus/support/farm.ts';
import { createTestChain, START, type TestBlock, type TestChain } from './test-chain.ts';

export const NOW_MS = (START + 100_000) * 1000;

/** Room for some spends under either rules. */
export const MEMPOOL_CONSTANTS: Record<CoinRules, Constants> = {
  mainnet: { ...CONSTANTS, MAX_BLOCK_COST_CLVM: 1_000_000_000n },
  beta18: { ...CONSTANTS, MAX_BLOCK_COST_CLVM: 1_000_000n },
};

export interface Setup {
  readonly chain: TestChain;
  readonly mempools: Mempools;
  readonly constants: Constants;
  /** The blocks of the chain, genesis first; the tips are the last three, the last first. */
  readonly blocks: readonly TestBlock[];
}

export interface SetupOptions {
  readonly coinRules?: CoinRules;
  /** Exist from block 1 on. */
  readonly coins?: readonly Coin[];
  /** Rewards of the last block. */
  readonly rewards?: readonly Coin[];
  readonly constants?: Partial<Constants>;
  readonly limits?: Partial<MempoolLimits>;
  readonly verifier?: Pick<Verifier, 'runGenerator' | 'aggregateSignature'>;
  /** Number of tips. */
  readonly tips?: number;
}

/** A chain of five blocks, and mempools for its tips. */
export function setup({
  coinRules = 'mainnet',
  coins = [],
  rewards = [],
  limits = {},
  tips = 3,
  ...options
}: SetupOptions = {}): Setup {
  const chain = createTestChain();
  const blocks = [chain.grow(null)];
  for (let height = 1; height < 5; height++) {
    const effects = { creates: height === 1 ? coins : [], rewards: height === 4 ? rewards : [] };
    blocks.push(chain.grow(blocks.at(-1) as TestBlock, effects));
  }
  chain.choose(...blocks.slice(-tips).reverse());
  const constants = { ...MEMPOOL_CONSTANTS[coinRules], ...options.constants };
  const pool = options.verifier ?? verifierFor({ ...SETTINGS, coinRules });
  return { chain, blocks, constants, mempools: createMempools({ chain, pool, constants, coinRules, limits }) };
}
