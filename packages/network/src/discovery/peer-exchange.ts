import { randomBytes } from 'node:crypto';
import { type Address, addressKey, type PeerStore } from '@salvia/peer-store';
import {
  close,
  Delivery,
  NodeType,
  type OutboundMessage,
  out,
  type Peer,
  ProtocolError,
  type TimestampedPeerInfo,
} from '@salvia/protocol';
import type { Server } from '../server/options.ts';
import { createRelay } from './relay.ts';

/** What a full node's handlers of `request_peers`, `respond_peers_full_node` and `respond_peers` do (network 5.6). */
export interface PeerExchange {
  /** Peers to tell this one about; null where it gets no answer. */
  answer(peer: Peer): Promise<readonly TimestampedPeerInfo[] | null>;
  /** Takes what a full node tells, within limits; returns what to pass on. */
  fromFullNode(peers: readonly TimestampedPeerInfo[], peer: Peer): Promise<readonly OutboundMessage[]>;
  /** Takes the answer of an introducer that we dialled; returns the closing of that connection. */
  fromIntroducer(peers: readonly TimestampedPeerInfo[], peer: Peer): Promise<readonly OutboundMessage[]>;
}

export interface Advertiser {
  /** Tells all neighbours where we can be reached, and may tell them again of others (network 5.6 item 5). */
  advertise(own: Address): readonly OutboundMessage[];
}

export interface PeerExchangeDependencies {
  readonly server: Pick<Server, 'connections' | 'push' | 'watch'>;
  readonly peerStore: Pick<PeerStore, 'accepts' | 'add' | 'sample'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Unpredictable bytes. */
  readonly randomBytes?: (count: number) => Uint8Array;
}

/** No list may be longer. */
const MAX_LIST = 1000;
/** Hearsay is taken to be this much older than it says, in seconds. */
const PENALTY = 7200;
/** A sighting younger than this is passed on, in seconds. */
const FRESH = 600;
/** Timestamps before this (1973), or ahead of us, are nonsense, and replaced by five days ago. */
const EARLIEST = 100_000_000;
const FIVE_DAYS = 5 * 86_400;
/** Single addresses that a neighbour may pass on: so many at once, and one more in each interval. */
const SINGLES = 10;
const SINGLE_INTERVAL_MS = 6_000;

/** What was heard from one connection. */
interface Heard {
  answered: boolean;
  singles: number;
  since: number;
}

export function createPeerExchange(dependencies: PeerExchangeDependencies): PeerExchange & Advertiser {
  const { server, peerStore, now } = dependencies;
  const relay = createRelay(server, now, (dependencies.randomBytes ?? randomBytes)(32));
  const heard = new WeakMap<Peer, Heard>();
  const seconds = (): number => Math.floor(now() / 1000);

  server.watch({
    onConnected(peer) {
      if (peer.nodeType !== NodeType.FULL_NODE || peer.outbound || peer.port === 0) return;
      const entry = { host: peer.host, port: peer.port, timestamp: BigInt(seconds()) };
      if (!peerStore.accepts(entry)) return;
      peerStore.add([entry]);
      void server.push(relay.relay(entry, 1));
    },
    onDisconnected: ({ nodeId }) => relay.forget(nodeId),
  });

  function historyOf(peer: Peer): Heard {
    const history = heard.get(peer) ?? { answered: false, singles: SINGLES, since: now() };
    heard.set(peer, history);
    return history;
  }

  /** One long list per connection, and only from those we asked: full nodes that we dialled. */
  function mayTellMany(peer: Peer): boolean {
    const history = historyOf(peer);
    if (!peer.outbound || history.answered) return false;
    history.answered = true;
    return true;
  }

  function mayTellOne(peer: Peer): boolean {
    const history = historyOf(peer);
    const earned = Math.floor((now() - history.since) / SINGLE_INTERVAL_MS);
    history.singles = Math.min(SINGLES, history.singles + earned);
    history.since += earned * SINGLE_INTERVAL_MS;
    if (history.singles === 0) return false;
    history.singles -= 1;
    return true;
  }

  function plausible(peer: TimestampedPeerInfo): TimestampedPeerInfo {
    const { timestamp } = peer;
    const nonsense = timestamp < EARLIEST || timestamp > seconds() + FRESH;
    return nonsense ? { ...peer, timestamp: BigInt(seconds() - FIVE_DAYS) } : peer;
  }

  return {
    async answer(peer) {
      // A peer that we chose could otherwise find out whom else we know by asking again and again.
      if (peer.outbound) return null;
      const sample = peerStore.sample(MAX_LIST).filter((known) => addressKey(known) !== addressKey(peer));
      relay.note(peer.nodeId, sample);
      return sample;
    },
    async fromFullNode(peers, peer) {
      if (peers.length > MAX_LIST) throw new ProtocolError('INVALID_BODY', { peers: peers.length, allowed: MAX_LIST });
      const [only] = peers;
      if (only === undefined) return [];
      const allowed = peers.length === 1 ? mayTellOne(peer) : mayTellMany(peer);
      if (!allowed) return [];
      const taken = peers.map(plausible);
      peerStore.add(taken, { source: peer, penaltySeconds: PENALTY });
      relay.note(peer.nodeId, taken);
      const isFresh = peers.length === 1 && only.timestamp > seconds() - FRESH && only.timestamp <= seconds() + FRESH;
      return isFresh && peerStore.accepts(only) ? relay.relay(only, 2) : [];
    },
    async fromIntroducer(peers, peer) {
      if (peer.nodeType !== NodeType.INTRODUCER || !peer.outbound) {
        throw new ProtocolError('FUNCTION_NOT_ALLOWED', { function: 'respond_peers' });
      }
      peerStore.add(peers.slice(0, MAX_LIST).map((known) => ({ ...known, timestamp: 0n })));
      return [close(NodeType.INTRODUCER)];
    },
    advertise({ host, port }) {
      relay.forgetAll();
      const peerList = [{ host, port, timestamp: BigInt(seconds()) }];
      return [out('respond_peers_full_node', NodeType.FULL_NODE, Delivery.BROADCAST, { peerList })];
    },
  };
}
