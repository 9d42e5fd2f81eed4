import { type Blockchain, type SyncTarget, type Verifier } from '@salvia/blockchain';
import type { Timers } from '@salvia/network';
import { type Constants, type FullBlock, headerHash, type Peer, ProtocolError } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { Log } from '../state.ts';
import { createAnnouncements } from './announcements.ts';
import type { Sync, SyncHost } from './api.ts';
import { createAsked } from './asked.ts';
import { createBlacklist } from './blacklist.ts';
import { checkClaim } from './claim.ts';
import { createClaims } from './claims.ts';
import { betterTips, type Collection, createCollection, tipOf } from './collect.ts';
import type { SyncContext, SyncRun } from './context.ts';
import { type Pursuit, pursue, type TargetEnd } from './follow.ts';
import { peerId } from './net.ts';
import { createSyncProgress } from './status.ts';
import { storing } from './storing.ts';

export interface SyncOptions {
  readonly chain: Blockchain;
  readonly constants: Constants;
  readonly verifier: Verifier;
  readonly timers: Timers;
  readonly log: Log;
  /** At least 0, below 1. */
  readonly random?: () => number;
}

/** Blocks completed here during a sync: one or two tips can still be answered, the rest would be of no use. */
const mostCompleted = 20;
/** How often a sync that stopped for want of peers is tried again while there are any. */
const retryMs = 30_000;

export function createSync(options: SyncOptions): Sync {
  const { chain, constants, verifier, timers, log, random = Math.random } = options;
  const context: SyncContext = {
    chain,
    constants,
    timers,
    log,
    random,
    progress: createSyncProgress({ timers, log }),
    announcements: createAnnouncements(),
    claims: createClaims(),
    blacklist: createBlacklist(timers.now),
    askedBlocks: createAsked(),
    askedHeaders: createAsked(),
  };
  const { announcements, askedBlocks, blacklist, claims, progress } = context;
  let ending = new AbortController();
  let host: SyncHost | null = null;
  let running: Promise<void> | null = null;
  let collection: Collection | null = null;
  let pursuit: Pursuit | null = null;
  let tipsAreStale = false;
  let completed: FullBlock[] = [];
  let endRetries = (): void => undefined;

  async function collectTips(run: SyncRun): Promise<SyncTarget | null> {
    progress.enter('collecting tips');
    collection = createCollection(run);
    try {
      return await collection.collect();
    } finally {
      collection = null;
    }
  }

  async function follow(run: SyncRun, target: SyncTarget): Promise<TargetEnd> {
    const { sync } = chain;
    const stored = sync.target();
    if (stored === null || !sameBytes(stored.headerHash, target.headerHash))
      await storing(run, () => sync.begin(target));
    progress.aimAt(target);
    pursuit = pursue(run, target, () => {
      tipsAreStale = true;
    });
    try {
      return await pursuit.follow();
    } finally {
      pursuit = null;
    }
  }

  /** Follows the best tip, and the next best one if that was none. @returns whether what is in the sync table is kept */
  async function followBest(run: SyncRun, resumed: SyncTarget | null): Promise<boolean> {
    for (let target = resumed ?? (await collectTips(run)); target !== null; target = await collectTips(run)) {
      const end = await follow(run, target);
      if (end === 'REACHED') return false;
      if (end === 'STOPPED') return true;
      if (end === 'NO_PEERS') {
        progress.failed('NO_PEERS', 'no peer is left that has the headers and blocks of the sync');
        return true;
      }
      giveUp(target, end);
      await storing(run, () => chain.sync.clear());
    }
    return run.signal.aborted;
  }

  function giveUp(target: SyncTarget, end: TargetEnd): void {
    claims.drop(target.headerHash);
    if (end === 'NO_HASHES') progress.failed('NO_HASHES', 'no peer gave the header hashes of the tip that it claimed');
    else blacklist.add({ ...target, error: 'BLOCK_WITHHELD', lasting: false });
  }

  async function sync(run: SyncRun, resumed: SyncTarget | null): Promise<void> {
    let keep = true;
    try {
      keep = await followBest(run, resumed);
    } catch (error) {
      if (run.signal.aborted) return;
      log.error({ err: error }, 'the sync failed');
      progress.failed('HANDLER_FAILED', error instanceof Error ? error.message : String(error));
    }
    if (!run.signal.aborted) await finish(run, keep);
  }

  /** Sync step 6. */
  async function finish(run: SyncRun, keep: boolean): Promise<void> {
    progress.enter('finishing');
    if (!keep) await storing(run, () => chain.sync.clear());
    tipsAreStale = false;
    const blocks = completed;
    completed = [];
    claims.clear();
    await host?.conclude(blocks);
  }

  function begin(resumed: SyncTarget | null): void {
    if (host === null || running !== null || ending.signal.aborted) return;
    const run: SyncRun = { ...context, net: host, signal: ending.signal };
    running = sync(run, resumed)
      .catch((error: unknown) => {
        if (!run.signal.aborted) log.error({ err: error }, 'the end of the sync failed');
      })
      .finally(() => {
        running = null;
        tipsAreStale = false;
        progress.enter('idle');
        if (!run.signal.aborted) host?.askForTips();
      });
  }

  /** What an earlier run left. */
  function resume(): void {
    if (running !== null || host === null || host.peers().length === 0) return;
    const target = chain.sync.target();
    if (target !== null) begin(target);
  }

  const check: Sync['check'] = async (block) =>
    (await checkClaim({ constants, verifier }, block, timers.now()))?.error ?? null;

  /** A tip that arrived while tips are collected. */
  async function claimed(block: FullBlock, peer: Peer): Promise<void> {
    const tip = tipOf(block);
    if (blacklist.has(tip.headerHash) || chain.hasHeader(tip.headerHash)) return;
    const error = claims.has(tip.headerHash) ? null : await check(block);
    if (error !== null) throw new ProtocolError(error, { height: tip.height, during: 'sync' });
    claims.add(tip, peer);
    collection?.look();
  }

  const count = (isWanted: boolean | undefined): void => {
    if (isWanted !== true) progress.ignored();
  };

  return {
    get isSyncing() {
      return running !== null;
    },
    get tipsAreStale() {
      return tipsAreStale;
    },
    status: () => progress.status(),
    check,
    claim(block, peer) {
      const tip = tipOf(block);
      if (blacklist.has(tip.headerHash)) return;
      claims.add(tip, peer);
      if (running === null) begin(null);
      collection?.look();
    },
    announced(tip, peer) {
      announcements.add(peer, tip);
      if (chain.hasHeader(tip.headerHash)) return false;
      collection?.look();
      return running === null && !blacklist.has(tip.headerHash);
    },
    askedElsewhere: (nodeId, height, hash) => askedBlocks.add(peerId({ nodeId }), height, hash),
    completed(block) {
      completed = [...completed, block].slice(-mostCompleted);
    },
    unknownTips: () =>
      betterTips(context).flatMap(({ peers: [peer], ...tip }) => (peer ? [{ ...tip, nodeId: peer.nodeId }] : [])),
    answers: {
      async block(block, peer) {
        if (pursuit?.walk) return count(pursuit.walk.heardBlock(peer, block));
        const { height } = block.header.data;
        const { kind } = askedBlocks.take(peerId(peer), height, headerHash(block.header));
        if (collection !== null && kind === 'WANTED') await claimed(block, peer);
        else progress.ignored();
      },
      blockRefused(body, peer) {
        if (pursuit?.walk) count(pursuit.walk.heardBlockRefusal(peer, body));
      },
      headerHashes: (body, peer) => count(pursuit?.questions.heardAllHeaderHashes(peerId(peer), body)),
      headerHashesAfter: (body, peer) => count(pursuit?.questions.heardPage(peerId(peer), body)),
      headerHashesAfterRefused: (body, peer) => count(pursuit?.questions.heardPageRefusal(peerId(peer), body)),
      headerBlock: (body, peer) =>
        count(
          pursuit?.questions.heardHeaderBlock(peerId(peer), body) || pursuit?.walk?.heardHeader(peer, body.headerBlock),
        ),
      headerBlockRefused: (body, peer) =>
        count(
          pursuit?.questions.heardHeaderBlockRefusal(peerId(peer), body) ||
            pursuit?.walk?.heardHeaderRefusal(peer, body),
        ),
    },
    peerJoined(peer) {
      pursuit?.walk?.joined(peer);
      collection?.look();
      resume();
    },
    peerLeft(peer) {
      announcements.left(peer);
      pursuit?.questions.peerLeft(peerId(peer));
      pursuit?.walk?.left(peer);
      collection?.look();
    },
    start(given) {
      host = given;
      ending = new AbortController();
      endRetries = timers.every(retryMs, resume);
      resume();
    },
    async stop() {
      endRetries();
      ending.abort();
      await running;
    },
  };
}
