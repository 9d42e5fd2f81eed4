import type { Blockchain, HashList, SyncTarget } from '@salvia/blockchain';
import type { Timers } from '@salvia/network';
import type { ErrorContext, ErrorName } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { PeerId } from './download.ts';
import { fetchPages } from './hash-pages.ts';
import type { Questions } from './questions.ts';

export interface HashListLimits {
  /** Chains of more blocks than this are paged instead of asked for in one message, which takes memory. */
  readonly oneMessage: number;
  /** A shorter page is the last one of its peer. */
  readonly page: number;
  /** How many headers are walked back from the tip at most, until they meet the pages. */
  readonly walk: number;
  /** How many milliseconds that may take. */
  readonly walkMs: number;
}

/** A full node's main chain ends a few blocks below its tips, so a walk is short; nobody is to keep a sync busy with one. */
export const HASH_LIST_LIMITS: HashListLimits = { oneMessage: 100_000, page: 10_000, walk: 1000, walkMs: 60_000 };

export interface HashListOptions {
  readonly chain: Pick<Blockchain, 'sync' | 'forkPoint' | 'hashAtHeight' | 'headerBlock' | 'lca'>;
  /** The target that `chain.sync` has; hashes that it has already are built upon. */
  readonly target: SyncTarget;
  /** Peers that announced the target and are connected, the best one first; looked at before each try. */
  announcers(): readonly PeerId[];
  readonly questions: Questions;
  /** A peer lied: to be banned. */
  blame(peer: PeerId, error: ErrorName, details: ErrorContext): void;
  readonly limits?: Partial<HashListLimits>;
  readonly timers: Timers;
  readonly signal?: AbortSignal;
}

export interface FetchedHashList {
  /** The last height that the list and our chain have in common. */
  readonly forkHeight: number;
  readonly forkHash: Uint8Array;
  /** Who gave the list, and so claims the path; null: it was complete from an earlier run. */
  readonly server: PeerId | null;
}

/** Header hashes by height, from genesis to the target: those of `chain.sync`, and below them those of our own chain. */
export const syncHashes = ({ sync, hashAtHeight }: Pick<Blockchain, 'sync' | 'hashAtHeight'>): HashList => ({
  get length() {
    return sync.hashCount;
  },
  at: (height) => sync.hash(height) ?? (height < sync.hashCount ? (hashAtHeight(height) ?? undefined) : undefined),
});

/**
 * Gets the header hashes up to the target into `chain.sync`, and finds the fork (sync step 2 and "Long chains"): each
 * announcer is asked once, until one answers as it should. Null: none did, or the signal ended it.
 */
export async function fetchHashList(options: HashListOptions): Promise<FetchedHashList | null> {
  if (isComplete(options)) return found(options, null);
  const tried = new Set<PeerId>();
  for (;;) {
    const peer = options.announcers().find((each) => !tried.has(each));
    if (peer === undefined || options.signal?.aborted) return null;
    tried.add(peer);
    if (await fetchFrom(options, peer)) return found(options, peer);
  }
}

/** Whether the target's hash is where it belongs, and nothing is missing below it. */
function isComplete({ chain, target }: HashListOptions): boolean {
  const last = chain.sync.hash(target.height);
  if (chain.sync.hashCount !== target.height + 1 || last === undefined) return false;
  return sameBytes(last, target.headerHash) && !hasHole(chain);
}

/** Whether our main chain no longer reaches to where the hashes of `chain.sync` begin: a reorganisation. */
export function hasHole(chain: HashListOptions['chain']): boolean {
  const list = syncHashes(chain);
  return list.length > 0 && list.at(Math.min(chain.lca().data.height + 1, list.length - 1)) === undefined;
}

function found({ chain }: HashListOptions, server: PeerId | null): FetchedHashList {
  const list = syncHashes(chain);
  const forkHeight = chain.forkPoint(list);
  return { forkHeight, forkHash: list.at(forkHeight) as Uint8Array, server };
}

function fetchFrom(options: HashListOptions, peer: PeerId): Promise<boolean> {
  const limits = { ...HASH_LIST_LIMITS, ...options.limits };
  return options.target.height < limits.oneMessage
    ? fetchAtOnce(options, peer)
    : fetchPages({ ...options, limits }, peer);
}

/** All of it in one message. */
async function fetchAtOnce({ chain, target, questions, blame }: HashListOptions, peer: PeerId): Promise<boolean> {
  const hashes = await questions.allHeaderHashes(peer, target.headerHash);
  if (hashes === 'SILENT') return false;
  const [genesis, first, last] = [chain.hashAtHeight(0), hashes.at(0), hashes.at(-1)];
  const fits =
    hashes.length === target.height + 1 &&
    sameBytes(first as Uint8Array, genesis as Uint8Array) &&
    sameBytes(last as Uint8Array, target.headerHash);
  if (fits) chain.sync.addHashes(0, hashes);
  else blame(peer, 'INVALID_PROTOCOL_MESSAGE', { function: 'all_header_hashes', count: hashes.length });
  return fits;
}
