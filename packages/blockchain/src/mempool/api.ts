import type { CoinRules } from '@salvia/clvm';
import type { Coin, Constants, ErrorName, Header, MempoolInclusionStatus, SpendBundle } from '@salvia/protocol';
import type { BlockSpends, ChainView, Verifier } from '../consensus/index.ts';
import type { Priced } from './item.ts';
import type { PendingLimits } from './pending.ts';
import type { TurnLimits } from './turns.ts';

/** What became of a bundle that was offered (consensus 11.2, "Result"). */
export interface Admission {
  /** SUCCESS: some mempool has it. PENDING: kept, to be tried again when the tips change. */
  readonly status: MempoolInclusionStatus;
  /** Why not: `null` with SUCCESS only. MEMPOOL_BUSY: it was not looked at and may be offered again. */
  readonly error: ErrorName | null;
  /** Of the bundle by itself; 0 if that was not found out. */
  readonly cost: bigint;
  /** Mojo; 0 if that was not found out. */
  readonly fees: bigint;
}

/** The mempool of one tip, in numbers. */
export interface MempoolState {
  /** Of the tip, 32 bytes. */
  readonly headerHash: Uint8Array;
  readonly height: number;
  /** Bundles. */
  readonly count: number;
  readonly cost: bigint;
  readonly fees: bigint;
  /** Of the bundles, serialized. */
  readonly bytes: number;
}

/** A bundle in the mempools. */
export interface MempoolEntry extends Priced {
  /** 32 bytes */
  readonly name: Uint8Array;
  readonly additions: readonly Coin[];
  /** Names of the coins that it spends. */
  readonly removals: readonly Uint8Array[];
}

/** Transactions for a block, made of whole bundles. */
export interface MempoolBundle extends BlockSpends {
  /** Names of the bundles, in the order of the block. */
  readonly names: readonly Uint8Array[];
  readonly bundle: SpendBundle;
}

/**
 * Transactions that wait for a block: one mempool per tip of the chain (consensus 11; coins.md, Mempool). Names are those
 * of bundles, 32 bytes.
 */
export interface Mempools {
  /**
   * Offers a bundle to the mempools of all tips. Its program and signature are checked by the verifier, few bundles at
   * the same time; what must hold of the chain and of the mempools holds at the moment in which it is put in. Never
   * rejects for what a bundle says.
   * @param nowMs the local clock, whole milliseconds since 1970
   */
  add(bundle: SpendBundle, nowMs: number): Promise<Admission>;
  /** Follows the chain's tips (consensus 11.6): to be called when they have changed. Rounds follow one another. */
  update(nowMs: number): Promise<void>;
  /** The best-paying bundles for a block on a tip (11.7); `null` if there are none, or no such mempool. */
  bundleFor(tip: Uint8Array): MempoolBundle | null;
  has(name: Uint8Array): boolean;
  get(name: Uint8Array): SpendBundle | null;
  /** Whether it was tried lately, with whatever result (11.3). */
  seen(name: Uint8Array): boolean;
  /** Whether a bundle said to have that cost and pay that would be wanted by some mempool (11.3). */
  worthAsking(cost: bigint, fees: bigint): boolean;
  /** Of all mempools' bundles, each once. */
  names(): Uint8Array[];
  /** What each of them pays and does, in the same order. */
  entries(): readonly MempoolEntry[];
  /** BIP158 filter over all names (11.4, 8.6). */
  filter(): Uint8Array;
  /** The bundles whose names a filter does not match. Throws a `ConsensusError` BAD_FILTER. */
  notIn(filter: Uint8Array, limit?: number): SpendBundle[];
  /** How many bundles wait for the tips to change. */
  pendingCount(): number;
  /** In the order of the tips. */
  state(): MempoolState[];
}

/** What mempools ask of a chain; a `Blockchain` fits. */
export interface MempoolChain {
  tips(): readonly Header[];
  view(headerHash: Uint8Array): ChainView;
}

export interface MempoolLimits {
  /** What the bundles of one mempool may take, in bytes; mempools share the bundles that they have in common. */
  readonly poolBytes: number;
  /** Names remembered as seen. */
  readonly seen: number;
  readonly pending: PendingLimits;
  /** Bundles looked at. */
  readonly adding: TurnLimits;
  /** Those among them that are found to cost much. */
  readonly costly: TurnLimits;
}

/** The members that a network file has can come from there: `{ ...network, chain, pool }`. */
export interface MempoolsOptions {
  readonly chain: MempoolChain;
  /** Runs programs and checks signatures, under the same coin rules. */
  readonly pool: Pick<Verifier, 'runGenerator' | 'aggregateSignature'>;
  readonly constants: Constants;
  /** Default: `mainnet`. */
  readonly coinRules?: CoinRules;
  readonly limits?: Partial<MempoolLimits>;
  readonly log?: {
    debug(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}
