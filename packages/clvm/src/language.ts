import type { CoinRules } from './coin-rules.ts';
import type { Condition } from './condition.ts';
import type { G1Arithmetic } from './synthetic-key.ts';

/** One coin spent by a block or a bundle. */
export interface Spend {
  /** 32 bytes: the name of the coin that the program says it spends. */
  readonly coinName: Uint8Array;
  /** 32 bytes: tree hash of the revealed puzzle. */
  readonly puzzleHash: Uint8Array;
  /** In the order in which they are checked: by first appearance of their opcode, then as in the list (consensus 8.8). */
  readonly conditions: readonly Condition[];
}

/** What a program of spends does. */
export interface GeneratorRun {
  /** Of running, of the program's bytes and of its conditions (consensus 8.7 item 6; coins.md, Cost). */
  readonly cost: bigint;
  /** In the program's order. */
  readonly spends: readonly Spend[];
}

export interface GeneratorFailure {
  readonly error: 'INVALID_COIN_SOLUTION' | 'SEXP_ERROR' | 'INVALID_CONDITION' | 'BLOCK_COST_EXCEEDS_MAX';
  /** For people: what went wrong where. */
  readonly detail: string;
}

export interface RunOptions {
  /** Total cost above which the run ends with BLOCK_COST_EXCEEDS_MAX, at once. */
  readonly maxCost: bigint;
  /** As the mempool and wallets run programs: what blocks merely ignore is refused. */
  readonly strict: boolean;
}

/** One set of coin rules at work: what a generator means and costs. */
export interface CoinLanguage {
  readonly coinRules: CoinRules;
  /** Runs a serialized generator and its puzzles and reads their conditions; never throws for what the bytes say. */
  runGenerator(generator: Uint8Array, options: RunOptions): GeneratorRun | GeneratorFailure;
}

export interface LanguageOptions {
  readonly coinRules: CoinRules;
  /** 32 bytes: hash of the genesis header, to which signatures are bound under today's rules. */
  readonly genesisHash: Uint8Array;
  /** Cost of one byte of generator and of conditions under `beta18` (CLVM_COST_RATIO_CONSTANT). */
  readonly costRatio: number;
  /** Points of G1; `@salvia/bls` fits. */
  readonly g1: G1Arithmetic & { isValidG1(point: Uint8Array): boolean };
}
