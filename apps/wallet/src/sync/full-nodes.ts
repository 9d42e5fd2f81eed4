import type { Timers } from '@salvia/network';
import type { Peer } from '@salvia/protocol';
import { type PeerId, peerId } from './peer-id.ts';

/** The last common ancestor that a full node announced (wallet 5.4). */
export interface Lca {
  readonly hash: Uint8Array;
  readonly height: number;
  readonly weight: bigint;
}

/** A connected full node, and what is thought of it. */
export interface FullNode {
  readonly peer: Peer;
  readonly id: PeerId;
  /** Null until it has announced one. */
  lca: Lca | null;
  /** When that grew last; milliseconds. */
  lcaAt: number;
  /** Questions that it has not answered yet. */
  asked: number;
  /** Questions in a row that it let go unanswered. */
  silences: number;
}

/** The full nodes that are connected, less those that are not to be asked for a while. */
export interface FullNodes {
  joined(peer: Peer): FullNode;
  left(peer: Peer): void;
  announced(peer: Peer, lca: Lca): void;
  /** Those that may be asked, in the order in which they came. */
  usable(): readonly FullNode[];
  /** Does not ask it for a while, though it may stay or come back: configured peers always do. */
  shun(id: PeerId, milliseconds: number): void;
  readonly count: number;
}

export function createFullNodes(timers: Pick<Timers, 'now'>): FullNodes {
  const nodes = new Map<PeerId, FullNode>();
  const shunned = new Map<PeerId, number>();

  function isShunned(id: PeerId): boolean {
    const until = shunned.get(id);
    if (until === undefined) return false;
    if (until > timers.now()) return true;
    shunned.delete(id);
    return false;
  }

  return {
    joined(peer) {
      const now = timers.now();
      const node = { peer, id: peerId(peer), lca: null, lcaAt: now, asked: 0, silences: 0 };
      nodes.set(node.id, node);
      return node;
    },
    left(peer) {
      if (nodes.get(peerId(peer))?.peer === peer) nodes.delete(peerId(peer));
    },
    announced(peer, lca) {
      const node = nodes.get(peerId(peer));
      if (node === undefined) return;
      if (node.lca === null || lca.height > node.lca.height) node.lcaAt = timers.now();
      node.lca = lca;
    },
    usable: () => [...nodes.values()].filter(({ id }) => !isShunned(id)),
    shun(id, milliseconds) {
      shunned.set(id, Math.max(shunned.get(id) ?? 0, timers.now() + milliseconds));
    },
    get count() {
      return nodes.size;
    },
  };
}
