import type { Socket } from 'node:net';
import { type Address, isLoopback } from '@salvia/peer-store';
import { type ErrorName, type Handshake, NodeType, type Peer } from '@salvia/protocol';
import type { WebSocket } from 'ws';
import { banKey } from '../bans/ban-key.ts';
import { charge } from '../bans/blame.ts';
import { Connection } from '../connection/connection.ts';
import { type HandshakeRules, shakeHands } from '../connection/handshake.ts';
import { Link } from '../connection/link.ts';
import type { ServerContext } from './context.ts';

/** What we know of a peer because we dialled it. */
export interface Dialled {
  readonly address: Address;
  readonly nodeType: NodeType;
  /** Configured by the operator. */
  readonly trusted: boolean;
}

/** A socket that became a WebSocket, on its way to becoming a peer. */
export interface Newcomer {
  readonly link: Link;
  readonly socket: Socket;
  /** Null if it came to us. */
  readonly dialled: Dialled | null;
}

export const newcomer = (
  ws: WebSocket,
  socket: Socket,
  host: string,
  dialled: Dialled | null,
  { limits, now }: ServerContext,
): Newcomer => ({ link: new Link(ws, { host, now, limits }), socket, dialled });

/** Shakes hands with a newcomer. It is a live connection when this resolves; when it rejects the link is closed. */
export async function admitPeer({ link, socket, dialled }: Newcomer, context: ServerContext): Promise<Connection> {
  const { connections, halfOpen, watchers } = context;
  let registered: Connection | null = null;
  let nodeId: Uint8Array | null = null;
  const accept = (theirs: Handshake): Connection => {
    registered = new Connection(peerOf(theirs, link, dialled), link, dialled?.address ?? null);
    connections.add(registered);
    return registered;
  };
  const rules = rulesFor(link, dialled, context, (theirs) => {
    ({ nodeId } = theirs);
  });
  try {
    const connection = await shakeHands(link, socket, rules, accept);
    halfOpen.leave(socket);
    for (const watcher of watchers) watcher.onConnected?.(connection.peer);
    return connection;
  } catch (error) {
    if (registered !== null) connections.remove(registered);
    charge(error, { host: link.host, nodeId, peer: null, trusted: dialled?.trusted ?? false }, context);
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

function rulesFor(
  link: Link,
  dialled: Dialled | null,
  context: ServerContext,
  seen: (theirs: Handshake) => void,
): HandshakeRules {
  const { connections, bans, limits, observer } = context;
  return {
    networkId: context.networkId,
    nodeId: context.nodeId,
    nodeType: context.nodeType,
    serverPort: context.serverPort,
    provenNodeId: null, // plain ws: nothing is proven
    shuttingDown: !context.running,
    mayConnect: (type) => (dialled === null ? mayComeIn(type, link.host, context) : type === dialled.nodeType),
    hasRoom: (type) => dialled !== null || connections.hasRoom(type),
    isConnected: (nodeId) => connections.byNodeId(nodeId) !== undefined,
    objection: (theirs): ErrorName | null => {
      seen(theirs);
      const key = banKey({ host: link.host, nodeId: theirs.nodeId });
      if (dialled?.trusted !== true && key !== null && bans.isBanned(key)) return 'PEER_BANNED';
      return dialled === null ? connections.addressProblem(link.host) : null;
    },
    timeoutMs: limits.handshakeTimeoutMs,
    onMessage: (direction, name, bytes) => observer.onMessage?.(direction, name, bytes),
  };
}

/** Farmers and timelords make a full node work for them: only our own may (network 1.8). */
export function mayComeIn(type: NodeType, host: string, { nodeType, insecure }: ServerContext): boolean {
  const privileged = type === NodeType.FARMER || type === NodeType.TIMELORD;
  return nodeType !== NodeType.FULL_NODE || !privileged || insecure || isLoopback(host);
}
