import type { GeneratorRun } from '@salvia/clvm';
import type { Coin, ErrorName, SpendBundle } from '@salvia/protocol';
import type { SignaturePair } from '../consensus/index.ts';

/** What a place in a mempool is paid with. */
export interface Priced {
  /** Mojo; negative if the bundle creates more than it spends. */
  readonly fees: bigint;
  readonly cost: bigint;
}

/** What needs room in a mempool. */
export interface Sized extends Priced {
  /** Serialized, in bytes. */
  readonly size: number;
}

/** A bundle whose program has been run, and what of it does not depend on a chain. */
export interface MempoolItem extends Sized {
  /** 32 bytes, and the same as hex. */
  readonly name: Uint8Array;
  readonly key: string;
  readonly bundle: SpendBundle;
  /** The run with those conditions only that depend on where it takes place. */
  readonly run: GeneratorRun;
  readonly additions: readonly Coin[];
  /** Those of the additions that the bundle itself spends. */
  readonly ephemeral: readonly Coin[];
  /** Names of the spent coins, in the bundle's order, and the same as hex. */
  readonly removals: readonly Uint8Array[];
  readonly removalKeys: readonly string[];
  /** Mojo that its conditions demand as a fee. */
  readonly reserved: bigint;
  /** What has to be signed; empty once that is known to be so. */
  pairs: readonly SignaturePair[];
  /** `null`: not checked yet. */
  signed: boolean | null;
}

/** Why a bundle is not taken. */
export interface Refusal {
  readonly error: ErrorName;
  /** No other mempool is asked (consensus 11.2, "abort all"). */
  readonly everywhere: boolean;
}
