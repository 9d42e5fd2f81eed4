import type { Address } from '@salvia/peer-store';
import type { ErrorName, Handshake, NodeType, Peer } from '@salvia/protocol';
import { banKey } from '../bans/ban-key.ts';
import { charge } from '../bans/blame.ts';
import { Connection } from '../connection/connection.ts';
import { type HandshakeRules, shakeHands } from '../connection/handshake.ts';
import { Link } from '../connection/link.ts';
import type { FrameSocket } from '../transport/transport.ts';
import type { ServerContext } from './context.ts';
import { linkProblem } from './private-link.ts';

/** What we know of a peer because we dialled it. */
export interface Dialled {
  readonly address: Address;
  readonly nodeType: NodeType;
  /** Configured by the operator. */
  readonly trusted: boolean;
}

/** A socket on its way to becoming a peer. */
export interface Newcomer {
  readonly link: Link;
  /** Null if it came to us. */
  readonly dialled: Dialled | null;
}

export const newcomer = (
  socket: FrameSocket,
  dialled: Dialled | null,
  { limits, timers: { now } }: ServerContext,
): Newcomer => ({ link: new Link(socket, { now, limits }), dialled });

/** Shakes hands with a newcomer. It is a live connection when this resolves; when it rejects the link is closed. */
export async function admitPeer(arrived: Newcomer, context: ServerContext): Promise<Connection> {
  const { link, dialled } = arrived;
  const { certificate } = link;
  const { proven, configured, connections, watchers } = context;
  let registered: Connection | null = null;
  let nodeId: Uint8Array | null = null;
  const accept = (theirs: Handshake): Connection => {
    const peer = peerOf(theirs, link, dialled);
    if (certificate !== null) proven.add(peer);
    if (dialled?.trusted === true) configured.add(peer);
    displace(theirs.nodeId, context);
    registered = new Connection(peer, link, dialled?.address ?? null);
    connections.add(registered);
    return registered;
  };
  const rules = rulesFor(arrived, context, (theirs) => {
    ({ nodeId } = theirs);
  });
  try {
    const connection = await shakeHands(link, rules, accept);
    for (const watcher of watchers) watcher.onConnected?.(connection.peer);
    return connection;
  } catch (error) {
    if (registered !== null) connections.remove(registered);
    const provenId = certificate?.nodeId ?? null;
    charge(error, { host: link.host, nodeId, provenId, peer: null, trusted: dialled?.trusted ?? false }, context);
    link.close();
    throw error;
  }
}

const peerOf = ({ nodeId, nodeType, serverPort }: Handshake, { host }: Link, dialled: Dialled | null): Peer => ({
  nodeId,
  nodeType,
  host,
  port: serverPort,
  outbound: dialled !== null,
});

/** An id that a certificate proves belongs to its owner, whoever has declared it before (network 1.5). */
function displace(nodeId: Uint8Array, { connections }: ServerContext): void {
  const squatter = connections.byNodeId(nodeId);
  if (squatter === undefined) return;
  connections.remove(squatter);
  squatter.link.close('DUPLICATE_CONNECTION');
}

function rulesFor(
  { link, dialled }: Newcomer,
  context: ServerContext,
  seen: (theirs: Handshake) => void,
): HandshakeRules {
  const { proven, connections, bans, limits, observer, secure } = context;
  const provenId = link.certificate?.nodeId ?? null;
  return {
    networkId: context.networkId,
    nodeId: context.nodeId,
    nodeType: context.nodeType,
    serverPort: context.serverPort,
    provenNodeId: provenId,
    shuttingDown: !context.running,
    mayConnect: (type) => dialled === null || type === dialled.nodeType,
    hasRoom: (type) => dialled !== null || connections.hasRoom(type),
    isConnected: (nodeId) => {
      const older = connections.byNodeId(nodeId);
      return older !== undefined && (provenId === null || proven.has(older.peer));
    },
    objection: (theirs): ErrorName | null => {
      seen(theirs);
      const problem = linkProblem(theirs.nodeType, link.host, link.certificate, context);
      if (problem !== null) return problem;
      const key = banKey({ host: link.host, nodeId: theirs.nodeId, provenId }, secure);
      if (dialled?.trusted !== true && key !== null && bans.isBanned(key)) return 'PEER_BANNED';
      return dialled === null ? connections.addressProblem(link.host) : null;
    },
    timeoutMs: limits.handshakeTimeoutMs,
    timers: context.timers,
    onMessage: (direction, name, bytes) => observer.onMessage?.(direction, name, bytes),
  };
}
