import type { Blockchain, HashList, SyncTarget } from '@salvia/blockchain';
import type { ErrorName } from '@salvia/protocol';
import type { PeerId } from './download.ts';
import type { Questions } from './questions.ts';

export interface HashListLimits {
  /** Chains of more blocks than this are paged instead of asked for in one message. */
  readonly oneMessage: number;
  /** How many headers are walked back from the tip at most, until they meet the pages. */
  readonly walk: number;
}

export interface HashListOptions {
  readonly chain: Pick<Blockchain, 'sync' | 'forkPoint' | 'hashAtHeight' | 'header' | 'headerBlock' | 'lca'>;
  /** The target that `chain.sync` has; hashes that it has already are built upon. */
  readonly target: SyncTarget;
  /** Peers that announced the target and are connected, the best one first; looked at before each try. */
  announcers(): readonly PeerId[];
  readonly questions: Questions;
  /** A peer lied: to be banned. */
  blame(peer: PeerId, error: ErrorName, details: object): void;
  readonly limits?: Partial<HashListLimits>;
  readonly signal?: AbortSignal;
}

export interface FetchedHashList {
  /** The last height that the list and our chain have in common. */
  readonly forkHeight: number;
  readonly forkHash: Uint8Array;
  /** Who gave the list, and so claims the path; null: it was complete from an earlier run. */
  readonly server: PeerId | null;
}

/** Header hashes by height, from genesis to the target, as `chain.sync` has them. */
export declare function syncHashes(chain: Pick<Blockchain, 'sync' | 'hashAtHeight'>): HashList;

/**
 * Gets the header hashes up to the target into `chain.sync`, and finds the fork (sync step 2 and "Long chains"): each
 * announcer is asked once, until one answers as it should. Null: none did, or the signal ended it.
 */
export declare function fetchHashList(options: HashListOptions): Promise<FetchedHashList | null>;
