import type { CoinRules } from './errors.ts';

interface Spec<T extends number | bigint> {
  readonly release: T;
  readonly min: T;
  readonly max: T;
}

const UINT32 = 2 ** 32 - 1;
const UINT64 = 2n ** 64n - 1n;

const count = (release: number, min = 1, max: number = UINT32): Spec<number> => ({ release, min, max });
const amount = (release: bigint, min = 1n, max: bigint = UINT64): Spec<bigint> => ({ release, min, max });

/**
 * The constants of a network: values of the reference's release, and what is allowed (consensus 4). Times in seconds,
 * amounts in mojo, costs in CLVM cost.
 */
export const constantSpecs = {
  /** Tips kept. */
  NUMBER_OF_HEADS: count(3, 1, 255),
  /** Difficulty of the first epoch. */
  DIFFICULTY_STARTING: amount(2n ** 20n),
  /** Largest ratio of one adjustment, up or down. */
  DIFFICULTY_FACTOR: count(3),
  /** Blocks per epoch. */
  DIFFICULTY_EPOCH: count(256),
  DIFFICULTY_WARP_FACTOR: count(4),
  /** Blocks into an epoch at which new parameters take effect. */
  DIFFICULTY_DELAY: count(64),
  /** Significant bits of difficulty and minimum iterations. */
  SIGNIFICANT_BITS: count(12, 1, 64),
  DISCRIMINANT_SIZE_BITS: count(1024, 8, 1024),
  /** Leading zero bits that the plot filter wants. */
  NUMBER_ZERO_BITS_CHALLENGE_SIG: count(8, 0, 256),
  /** Seconds per block. */
  BLOCK_TIME_TARGET: count(300),
  /** Minimum iterations are the average per block divided by this. */
  MIN_ITERS_PROPORTION: count(10),
  /** Minimum iterations of the first epoch. */
  MIN_ITERS_STARTING: amount(2n ** 22n),
  /** How far a timestamp may be ahead of the clock. */
  MAX_FUTURE_TIME: count(7200, 0),
  /** Blocks whose average time a new one must not be below. */
  NUMBER_OF_TIMESTAMPS: count(11),
  /** An unfinished block slower than the leader by more is not kept. */
  PROPAGATION_THRESHOLD: count(300, 0),
  /** Expected time above which passing on an unfinished block waits. */
  PROPAGATION_DELAY_THRESHOLD: count(1500, 0),
  TX_PER_SEC: count(20),
  /** Blocks that a mempool may hold. */
  MEMPOOL_BLOCK_BUFFER: count(10),
  /** Blocks before reward coins can be spent. */
  COINBASE_FREEZE_PERIOD: count(200, 0),
  /** Created coins are strictly below. */
  MAX_COIN_AMOUNT: amount(UINT64),
  MAX_BLOCK_COST: count(2_086_662),
  CLVM_COST_RATIO_CONSTANT: count(108),
  MAX_BLOCK_COST_CLVM: amount(225_359_496n),
} as const;

export type ConstantName = keyof typeof constantSpecs;
export type Constants = {
  readonly [Name in ConstantName]: (typeof constantSpecs)[Name] extends Spec<bigint> ? bigint : number;
};

export const constantNames: readonly ConstantName[] = Object.keys(constantSpecs) as ConstantName[];

/** The release's values. */
export const DEFAULT_CONSTANTS: Constants = Object.fromEntries(
  constantNames.map((name) => [name, constantSpecs[name].release]),
) as unknown as Constants;

/** What a network has that says nothing else: `mainnet` coin rules come with a block limit of their own (coins.md). */
export const defaultConstants = (coinRules: CoinRules): Constants =>
  coinRules === 'mainnet' ? { ...DEFAULT_CONSTANTS, MAX_BLOCK_COST_CLVM: 11_000_000_000n } : DEFAULT_CONSTANTS;

/** A constant that is not what it may be. */
export interface ConstantProblem {
  readonly field: ConstantName;
  readonly found: string;
  readonly allowed: string;
}

const wholeNumber = (value: unknown, like: number | bigint): boolean =>
  typeof like === 'bigint' ? typeof value === 'bigint' : Number.isInteger(value);

function checkOne(name: ConstantName, value: unknown): ConstantProblem | null {
  const { release, min, max } = constantSpecs[name];
  if (wholeNumber(value, release) && (value as number) >= min && (value as number) <= max) return null;
  return { field: name, found: String(value), allowed: `a whole number from ${min} to ${max}` };
}

/** The first rule that constants break, or null: ranges, E = L·W, discriminants in whole bytes. */
export function checkConstants(constants: Constants): ConstantProblem | null {
  for (const name of constantNames) {
    const problem = checkOne(name, constants[name]);
    if (problem) return problem;
  }
  const epoch = constants.DIFFICULTY_DELAY * constants.DIFFICULTY_WARP_FACTOR;
  if (constants.DIFFICULTY_EPOCH !== epoch) {
    const allowed = `DIFFICULTY_DELAY times DIFFICULTY_WARP_FACTOR, ${epoch}`;
    return { field: 'DIFFICULTY_EPOCH', found: String(constants.DIFFICULTY_EPOCH), allowed };
  }
  if (constants.DISCRIMINANT_SIZE_BITS % 8 !== 0) {
    const found = String(constants.DISCRIMINANT_SIZE_BITS);
    return { field: 'DISCRIMINANT_SIZE_BITS', found, allowed: 'a multiple of 8 up to 1024' };
  }
  return null;
}
