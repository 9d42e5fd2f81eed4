import { addressGroup, isPublic } from '@salvia/peer-store';
import { type ErrorName, type NodeType, type NodeTypeName, nodeTypeName } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import { isSharedLoopback } from '../bans/ban-key.ts';
import type { NetworkLimits } from '../limits.ts';
import type { Connection } from './connection.ts';

/** The live connections of a server, from the moment a peer's handshake is accepted (network 1.5 step 7). */
export class PeerConnections {
  readonly #limits: Pick<NetworkLimits, 'inbound' | 'perAddress' | 'perGroup'>;
  readonly #onChange: () => void;
  readonly #live = new Set<Connection>();

  constructor(limits: Pick<NetworkLimits, 'inbound' | 'perAddress' | 'perGroup'>, onChange: () => void) {
    this.#limits = limits;
    this.#onChange = onChange;
  }

  add(connection: Connection): void {
    this.#live.add(connection);
    this.#onChange();
  }

  remove(connection: Connection): void {
    if (this.#live.delete(connection)) this.#onChange();
  }

  has(connection: Connection): boolean {
    return this.#live.has(connection);
  }

  /** A copy: connections may come and go while it is walked. */
  snapshot(): readonly Connection[] {
    return [...this.#live];
  }

  byNodeId(nodeId: Uint8Array): Connection | undefined {
    return this.snapshot().find(({ peer }) => sameBytes(peer.nodeId, nodeId));
  }

  /** Whether one more inbound connection of this type fits (network 1.8). */
  hasRoom(type: NodeType): boolean {
    return this.#inbound(({ peer }) => peer.nodeType === type) < this.#limits.inbound[type];
  }

  /** What speaks against one more inbound connection from this address; null if nothing does. */
  addressProblem(host: string): ErrorName | null {
    if (isSharedLoopback(host)) return null;
    if (this.#inbound(({ peer }) => peer.host === host) >= this.#limits.perAddress) return 'ADDRESS_LIMIT_REACHED';
    if (!isPublic(host)) return null;
    const group = addressGroup(host);
    const neighbours = this.#inbound(({ peer }) => addressGroup(peer.host) === group);
    return neighbours >= this.#limits.perGroup ? 'ADDRESS_LIMIT_REACHED' : null;
  }

  counts(): Partial<Record<NodeTypeName, number>> {
    const counts: Partial<Record<NodeTypeName, number>> = {};
    for (const { peer } of this.#live) {
      const name = nodeTypeName(peer.nodeType);
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  #inbound(matches: (connection: Connection) => boolean): number {
    return this.snapshot().filter((connection) => !connection.peer.outbound && matches(connection)).length;
  }
}
