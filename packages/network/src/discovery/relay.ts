import { createHash } from 'node:crypto';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Address, addressKey } from '@salvia/peer-store';
import { Delivery, NodeType, type OutboundMessage, out, type TimestampedPeerInfo } from '@salvia/protocol';
import type { ConnectionInfo } from '../connection/connection.ts';
import type { Server } from '../server/options.ts';

/** Addresses remembered per neighbour; above, all are forgotten, which costs a message or two. */
const MAX_KNOWN = 5000;
const DAY_MS = 86_400_000;

/** Passes single addresses on, to few neighbours each, and to none that knows them (network 5.6 item 4). */
export interface Relay {
  /** This neighbour told us, or was told, of these. */
  note(nodeId: Uint8Array, addresses: readonly Address[]): void;
  /** Messages that tell `count` full nodes of one peer. */
  relay(peer: TimestampedPeerInfo, count: number): OutboundMessage[];
  forget(nodeId: Uint8Array): void;
  /** What all neighbours know: they may be told again. */
  forgetAll(): void;
}

/**
 * @param now milliseconds since 1970
 * @param secret nobody else can tell which neighbours an address goes to, and it is the same ones for a day
 */
export function createRelay(server: Pick<Server, 'connections'>, now: () => number, secret: Uint8Array): Relay {
  const known = new Map<string, Set<string>>();

  const rank = ({ nodeId }: ConnectionInfo, address: Address): string =>
    createHash('sha256')
      .update(secret)
      .update(nodeId)
      .update(`${addressKey(address)} ${Math.floor(now() / DAY_MS)}`)
      .digest('hex');

  function knownTo(nodeId: Uint8Array): Set<string> {
    const key = bytesToHex(nodeId);
    const addresses = known.get(key) ?? new Set();
    if (addresses.size > MAX_KNOWN) addresses.clear();
    known.set(key, addresses);
    return addresses;
  }

  return {
    note(nodeId, addresses) {
      const set = knownTo(nodeId);
      for (const address of addresses) set.add(addressKey(address));
    },
    relay(peer, count) {
      const key = addressKey(peer);
      const chosen = server
        .connections()
        .filter((connection) => connection.type === 'FULL_NODE' && addressKey(connection) !== key)
        .map((connection) => ({ connection, rank: rank(connection, peer) }))
        .sort((a, b) => (a.rank < b.rank ? -1 : 1))
        .slice(0, count)
        .map(({ connection }) => connection)
        .filter(({ nodeId }) => !knownTo(nodeId).has(key));
      return chosen.map(({ nodeId }) => {
        knownTo(nodeId).add(key);
        return out('respond_peers_full_node', NodeType.FULL_NODE, Delivery.SPECIFIC, { peerList: [peer] }, nodeId);
      });
    },
    forget: (nodeId) => void known.delete(bytesToHex(nodeId)),
    forgetAll: () => known.clear(),
  };
}
