import { sameBytes } from '@salvia/streamable';
import { SIZE } from './catalogue/caps.ts';
import { catalogue, messageNames } from './catalogue/index.ts';
import { decodeMessage, readEnvelope } from './envelope.ts';
import { type ErrorName, ProtocolError } from './errors.ts';
import type { Handshake } from './messages/shared.ts';
import { NodeType } from './roles.ts';

/** Compared for exact equality: the reference drops anything else. */
export const PROTOCOL_VERSION = '0.0.18';

/** What a server knows when a handshake arrives. */
export interface HandshakeContext {
  /** Our own network, id and role. */
  readonly networkId: string;
  readonly nodeId: Uint8Array;
  readonly nodeType: NodeType;
  /** The id that the peer's certificate proves; null for a peer without one. */
  readonly provenNodeId: Uint8Array | null;
  readonly shuttingDown: boolean;
  /** Whether a peer of that role may connect from where it does (beyond the roles that we have a protocol for). */
  readonly mayConnect: (type: NodeType) => boolean;
  /** Whether there is room for one more of that role. Outbound connections always have room. */
  readonly hasRoom: (type: NodeType) => boolean;
  /** Whether a live connection has that id. */
  readonly isConnected: (nodeId: Uint8Array) => boolean;
}

/** The roles that a role has any message for, or takes any from; no others may connect to it (network 1.8). */
export function peersOf(role: NodeType): ReadonlySet<NodeType> {
  const peers = new Set<NodeType>();
  for (const name of messageNames) {
    if (catalogue[name].taker !== 'role') continue;
    for (const [from, to] of catalogue[name].routes) {
      if (from === role) peers.add(to);
      if (to === role) peers.add(from);
    }
  }
  return peers;
}

const peersByRole = new Map(Object.values(NodeType).map((role) => [role, peersOf(role)]));

/**
 * The first rule that a peer's handshake breaks, or null (network 1.5 steps 3 to 7 with what the reference leaves
 * out): network, version and role are compared before the peer is registered.
 */
export function checkHandshake(theirs: Handshake, ours: HandshakeContext): ErrorName | null {
  if (theirs.networkId !== ours.networkId) return 'INCOMPATIBLE_NETWORK_ID';
  if (ours.provenNodeId !== null && !sameBytes(theirs.nodeId, ours.provenNodeId)) return 'INVALID_HANDSHAKE';
  if (sameBytes(theirs.nodeId, ours.nodeId)) return 'SELF_CONNECTION';
  if (ours.shuttingDown) return 'SERVER_SHUTTING_DOWN';
  if (theirs.version !== PROTOCOL_VERSION) return 'INCOMPATIBLE_PROTOCOL_VERSION';
  if (!peersByRole.get(ours.nodeType)?.has(theirs.nodeType)) return 'NODE_TYPE_NOT_ACCEPTED';
  if (!ours.mayConnect(theirs.nodeType)) return 'NODE_TYPE_NOT_ACCEPTED';
  if (!ours.hasRoom(theirs.nodeType)) return 'MAX_INBOUND_CONNECTIONS_REACHED';
  return ours.isConnected(theirs.nodeId) ? 'DUPLICATE_CONNECTION' : null;
}

/** Reads the first frame of a connection; anything but a well-formed handshake is INVALID_HANDSHAKE. */
export function decodeHandshake(frame: Uint8Array, ourType: NodeType): Handshake {
  try {
    const message = decodeMessage(frame, { to: ourType, from: null });
    if (message.name === 'handshake') return message.body;
    throw new ProtocolError('INVALID_HANDSHAKE', { function: message.name });
  } catch (error) {
    if (!(error instanceof ProtocolError) || error.code === 'INVALID_HANDSHAKE') throw error;
    throw new ProtocolError('INVALID_HANDSHAKE', { ...error.context, problem: error.code });
  }
}

/** Reads the second frame; anything but a `handshake_ack`, whatever its payload, is INVALID_ACK. */
export function checkHandshakeAck(frame: Uint8Array): void {
  let name: string;
  try {
    if (frame.length > SIZE.HANDSHAKE) throw new ProtocolError('FRAME_TOO_LARGE', { bytes: frame.length });
    ({ name } = readEnvelope(frame));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new ProtocolError('INVALID_ACK', { ...error.context, problem: error.code });
  }
  if (name !== 'handshake_ack') throw new ProtocolError('INVALID_ACK', { function: name.slice(0, 64) });
}
