import { bytesToHex } from '@noble/hashes/utils.js';
import type { SyncTarget } from '@salvia/blockchain';
import type { Peer } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { PeerId } from './download.ts';
import { peerId } from './net.ts';

/** A tip, and the peers that say it is theirs. */
export interface Announced extends SyncTarget {
  readonly peers: readonly Peer[];
}

/** The last tips that each connected full node told of by `new_tip`; nothing of them was checked. */
export interface Announcements {
  add(peer: Peer, tip: SyncTarget): void;
  left(peer: Peer): void;
  /** Heaviest first, as claimed. */
  all(): Announced[];
  /** Who announced that tip. */
  peersOf(headerHash: Uint8Array): Peer[];
}

/** A full node has three tips, and announces new ones as its chain grows. */
const tipsPerPeer = 3;

export function createAnnouncements(): Announcements {
  const byPeer = new Map<PeerId, { readonly peer: Peer; readonly tips: readonly SyncTarget[] }>();
  return {
    add(peer, tip) {
      const others = (byPeer.get(peerId(peer))?.tips ?? []).filter((old) => !sameBytes(old.headerHash, tip.headerHash));
      byPeer.set(peerId(peer), { peer, tips: [...others, tip].slice(-tipsPerPeer) });
    },
    left: (peer) => void byPeer.delete(peerId(peer)),
    all() {
      const tips = new Map<string, SyncTarget & { peers: Peer[] }>();
      for (const { peer, tips: announced } of byPeer.values()) {
        for (const tip of announced) {
          const key = bytesToHex(tip.headerHash);
          const known = tips.get(key) ?? { ...tip, peers: [] };
          known.peers.push(peer);
          tips.set(key, known);
        }
      }
      return [...tips.values()].sort((a, b) => (a.weight === b.weight ? 0 : a.weight > b.weight ? -1 : 1));
    },
    peersOf: (headerHash) =>
      [...byPeer.values()]
        .filter(({ tips }) => tips.some((tip) => sameBytes(tip.headerHash, headerHash)))
        .map(({ peer }) => peer),
  };
}
