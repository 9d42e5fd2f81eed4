import type { CoinRules } from '@salvia/clvm';
import { WalletError } from '../errors.ts';
import type { SpendNetwork } from './network.ts';

/*
 * What a bundle of standard spends costs full nodes, without running it: the bytes, signatures and new coins to the
 * unit (consensus 8.7, 8.8; coins.md, Cost), running the puzzles at most. The standard puzzle hashes the program that
 * yields the conditions, so its cost grows with that; most for lists of short atoms.
 */
interface Prices {
  readonly perByte: bigint;
  readonly perSignature: bigint;
  readonly perCoin: bigint;
  /** Of running the puzzle with an empty list, at most. */
  readonly perRun: bigint;
  /** Of hashing the solution, at most. */
  readonly perSolutionByte: bigint;
}

type CostNetwork = Pick<SpendNetwork, 'coinRules' | 'constants'>;

function pricesOf({ coinRules, constants }: CostNetwork): Prices {
  if (coinRules === 'mainnet') {
    return { perByte: 12_000n, perSignature: 1_200_000n, perCoin: 1_800_000n, perRun: 6_000n, perSolutionByte: 1_540n };
  }
  const perByte = BigInt(constants.CLVM_COST_RATIO_CONSTANT);
  return { perByte, perSignature: 20n * perByte, perCoin: 200n * perByte, perRun: 900n, perSolutionByte: 200n };
}

/** Bytes that a generator has for a spend beside puzzle and solution, and for all of them together. */
const LISTED_BYTES = 37;
const GENERATOR_BYTES = 6;

/** What a bundle may cost: half a block today, a whole one in release 1.0b18 (coins.md, Cost; consensus 11.2 M5). */
const SHARES: { readonly [Rules in CoinRules]: bigint } = { mainnet: 2n, beta18: 1n };

/** Cost above which full nodes refuse a transaction. */
export const mostCost = ({ coinRules, constants }: CostNetwork): bigint =>
  constants.MAX_BLOCK_COST_CLVM / SHARES[coinRules];

/** What the cost of a spend depends on. */
export interface CostlySpend {
  /** The program `(puzzle solution)`. */
  readonly solution: Uint8Array;
  /** Bytes of it that are the puzzle. */
  readonly puzzleSize: number;
  /** Coins that it creates. */
  readonly creates: number;
}

/** An upper bound of what a spend costs. */
export function costOfSpend({ solution, puzzleSize, creates }: CostlySpend, network: CostNetwork): bigint {
  const prices = pricesOf(network);
  return (
    prices.perByte * BigInt(solution.length + LISTED_BYTES) +
    prices.perSolutionByte * BigInt(solution.length - puzzleSize) +
    prices.perRun +
    prices.perSignature +
    prices.perCoin * BigInt(creates)
  );
}

/** An upper bound of what a bundle costs. */
export function costOfBundle(spends: readonly CostlySpend[], network: CostNetwork): bigint {
  const bytes = pricesOf(network).perByte * BigInt(GENERATOR_BYTES);
  return spends.reduce((sum, spend) => sum + costOfSpend(spend, network), bytes);
}

/** Throws BUNDLE_TOO_COSTLY. */
export function checkCost(cost: bigint, network: CostNetwork): void {
  const limit = mostCost(network);
  if (cost > limit) throw new WalletError('BUNDLE_TOO_COSTLY', { cost, limit });
}
