import {
  type Admission,
  type Blockchain,
  type Candidate,
  createMempools,
  heaviestTip,
  type Verifier,
} from '@salvia/blockchain';
import type { Timers } from '@salvia/network';
import { headerHash, type NetworkFile } from '@salvia/protocol';
import { createHeightMap } from './flow/bounded-map.ts';
import { createCompactRequests } from './flow/compact-requests.ts';
import { createDisconnected } from './flow/disconnected.ts';
import { createMempoolUpdates } from './flow/mempool-updates.ts';
import { createPace } from './flow/pace.ts';
import { createParentRequests } from './flow/parent-requests.ts';
import type { PeerBook } from './flow/peer-book.ts';
import { createPostponedBlocks } from './flow/postponed-blocks.ts';
import { createSignal } from './flow/signal.ts';
import { createTransactionRequests } from './flow/transaction-requests.ts';
import type { Log, NodeState } from './state.ts';
import { createSync } from './sync/sync.ts';

export interface StateParts {
  readonly network: NetworkFile;
  readonly chain: Blockchain;
  readonly verifier: Verifier;
  readonly peerBook: PeerBook;
  readonly shortSyncBlocks: number;
  readonly timers: Timers;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: Log;
  /** Uniform in [0, 1): which peers are asked. */
  readonly random?: () => number;
}

/** Bounds of what a node remembers between messages; each entry is a few hundred bytes, a candidate a few thousand. */
const limits = { seen: 5000, candidates: 500, announcedProofs: 5000 };

/** The state of a node whose chain is open: its pace continues where the chain stands (network Q35). */
export async function createState({ network, shortSyncBlocks, random, ...parts }: StateParts): Promise<NodeState> {
  const { chain, timers } = parts;
  const nowMs = timers.now;
  const { constants, coinRules } = network;
  const unfinished = await chain.listUnfinished();
  const pace = createPace(constants, unfinished.at(-1)?.block.header.data.height ?? null);
  pace.update(chain.nextMinIters(headerHash(heaviestTip(chain))));
  const mempools = createMempools({ chain, pool: parts.verifier, constants, coinRules, log: parts.log });
  const mempoolUpdates = createMempoolUpdates(() => mempools.update(nowMs()));
  return {
    ...parts,
    nowMs,
    constants,
    mempools,
    mempoolUpdates,
    admissions: createSignal<Admission>(),
    offering: new Set<string>(),
    transactionRequests: createTransactionRequests(),
    shortestPrograms: coinRules === 'mainnet',
    shortSyncBlocks,
    pace,
    seenUnfinished: createHeightMap<true>(limits.seen),
    candidates: createHeightMap<Candidate>(limits.candidates),
    announcedProofs: createHeightMap<number>(limits.announcedProofs),
    compactRequests: createCompactRequests(),
    disconnected: createDisconnected(),
    parentRequests: createParentRequests(),
    postponed: createPostponedBlocks(),
    sync: createSync({ ...parts, constants, ...(random && { random }) }),
  };
}
