import { bytesToHex } from '@noble/hashes/utils.js';
import { heaviestTip, type SyncTarget } from '@salvia/blockchain';
import { Delivery, type FullBlock, headerHash, NodeType, out, type Peer } from '@salvia/protocol';
import type { SyncContext, SyncRun } from './context.ts';
import type { PeerId } from './download.ts';
import { peerId } from './net.ts';

/** How long tips are collected, and how many peers are enough (sync step 1). */
const collectMs = 2000;
const enoughPeers = 3;

export const tipOf = ({ header }: FullBlock): SyncTarget => ({
  headerHash: headerHash(header),
  height: header.data.height,
  weight: header.data.weight,
});

/** Tips that were announced, are heavier than ours, and of no chain that is known to be bad; heaviest first. */
export const betterTips = ({ chain, announcements, blacklist }: SyncContext) => {
  const { weight } = heaviestTip(chain).data;
  return announcements
    .all()
    .filter((tip) => tip.weight > weight && !chain.hasHeader(tip.headerHash) && !blacklist.has(tip.headerHash));
};

/** The collecting of tips: which of them are claimed is decided elsewhere, by the check of a claim. */
export interface Collection {
  /** Until enough peers answered, or time is up. @returns the heaviest claim above our tips */
  collect(): Promise<SyncTarget | null>;
  /** Something changed: a tip was announced or claimed, or a peer left. */
  look(): void;
}

export function createCollection(run: SyncRun): Collection {
  const { chain, claims, blacklist, net, timers, signal, announcements, askedBlocks } = run;
  const asked = new Set<string>();
  const ending = new AbortController();
  const stop = (): void => ending.abort();

  /** Asks one peer for the block of each better tip. */
  function ask(): void {
    for (const { headerHash: hash, height, peers } of betterTips(run)) {
      const [peer] = peers;
      if (peer === undefined || claims.has(hash) || asked.has(bytesToHex(hash))) continue;
      asked.add(bytesToHex(hash));
      askedBlocks.add(peerId(peer), height, hash);
      const body = { height, headerHash: hash };
      net.send([out('request_block', NodeType.FULL_NODE, Delivery.SPECIFIC, body, peer.nodeId)]);
    }
  }

  /** Peers whose tip is claimed, or known to us. */
  function answered(): number {
    const done = new Set<PeerId>();
    const add = (peers: readonly Peer[]): void => peers.forEach((peer) => void done.add(peerId(peer)));
    for (const { headerHash: hash, peers } of announcements.all())
      if (claims.has(hash) || chain.hasHeader(hash)) add(peers);
    for (const { headerHash: hash } of claims.all()) add(claims.peersOf(hash));
    return done.size;
  }

  function look(): void {
    ask();
    const waiting = betterTips(run).some(({ headerHash: hash }) => !claims.has(hash));
    const count = answered();
    if (count >= enoughPeers || (!waiting && count >= net.peers().length)) stop();
  }

  return {
    look,
    async collect() {
      signal.addEventListener('abort', stop);
      look();
      await timers.pause(collectMs, ending.signal);
      signal.removeEventListener('abort', stop);
      const ours = heaviestTip(chain).data.weight;
      return claims.best(
        (tip) => tip.weight > ours && !blacklist.has(tip.headerHash) && !chain.hasHeader(tip.headerHash),
      );
    },
  };
}
