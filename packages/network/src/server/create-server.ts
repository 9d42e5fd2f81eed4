import { setMaxListeners } from 'node:events';
import { addressKey } from '@salvia/peer-store';
import { type NodeType, nodeTypeName, type Peer, ProtocolError } from '@salvia/protocol';
import { hostKey } from '../bans/ban-key.ts';
import { charge, codeOf } from '../bans/blame.ts';
import type { Connection } from '../connection/connection.ts';
import { largestFrameTo } from '../limits.ts';
import { NetworkError } from '../network-error.ts';
import type { TransportListener } from '../transport/transport.ts';
import { createContext, type ServerContext } from './context.ts';
import { createConversations } from './conversation.ts';
import { keepConnected } from './keep-connected.ts';
import { createKeepalive } from './keepalive.ts';
import type { DialOptions, KeptPeer, Server, ServerOptions } from './options.ts';
import { refuseInsecure, refuseUnsafe } from './private-link.ts';
import { punish } from './punish.ts';
import { createReception } from './reception.ts';
import { admitPeer, newcomer } from './session.ts';
import { waitFor } from './wait-for.ts';

/** How long `stop` waits for peers that do not answer our closing, and for handlers that still run. Milliseconds. */
const CLOSE_TIMEOUT_MS = 2_000;
const HANDLERS_TIMEOUT_MS = 5_000;

/** The server of one role: listens, dials, shakes hands, dispatches, delivers. */
export function createServer<Role extends NodeType>(options: ServerOptions<Role>): Server {
  const context = createContext(options);
  const { connections, limits, log, timers } = context;
  const conversations = createConversations(context);
  const keepalive = createKeepalive(context);
  const reception = createReception(context, (connection) => welcome(connection, context.onConnect));
  const dialling = new Set<string>();
  const kept: KeptPeer[] = [];
  let ending = newEnding();
  let listener: TransportListener | null = null;

  function welcome(connection: Connection, onConnect: ServerContext['onConnect']): void {
    conversations.begin(connection, onConnect);
    keepalive.greet(connection);
  }

  /** Opens a socket and shakes hands. */
  async function reach({ host, port, nodeType }: DialOptions, trusted: boolean): Promise<Connection> {
    const { signal } = ending;
    const request = {
      host,
      port,
      maxFrameBytes: largestFrameTo(context.nodeType),
      timeoutMs: limits.connectTimeoutMs,
      signal,
    };
    const arrived = await context.transport
      .dial(request, (socket) => newcomer(socket, { address: { host, port }, nodeType, trusted }, context))
      .catch((error: unknown) => {
        charge(error, { host, nodeId: null, provenId: null, peer: null, trusted: true }, context);
        throw error;
      });
    const abort = (): void => arrived.link.abort(null);
    signal.addEventListener('abort', abort, { once: true });
    return admitPeer(arrived, context).finally(() => signal.removeEventListener('abort', abort));
  }

  async function connect(wanted: DialOptions, trusted: boolean): Promise<Peer> {
    const connection = await reach(wanted, trusted);
    if (wanted.feeler === true) {
      connection.link.close();
      connections.remove(connection);
    } else welcome(connection, wanted.onConnect ?? context.onConnect);
    return connection.peer;
  }

  async function dial(wanted: DialOptions, trusted: boolean): Promise<Peer> {
    const { host, port } = wanted;
    if (!context.running) throw new NetworkError('NOT_RUNNING', {});
    refuseUnsafe(host, wanted.nodeType, context);
    if (!trusted && context.bans.isBanned(hostKey(host))) throw new ProtocolError('PEER_BANNED', { host });
    const key = addressKey(wanted);
    if (dialling.has(key)) throw new NetworkError('ALREADY_DIALLING', { host, port });
    dialling.add(key);
    try {
      return await connect(wanted, trusted);
    } catch (error) {
      for (const watcher of context.watchers) watcher.onDialFailed?.({ host, port }, codeOf(error));
      throw error;
    } finally {
      dialling.delete(key);
    }
  }

  function keep(peer: KeptPeer): void {
    void keepConnected(peer, () => dial(peer, true), context, ending.signal);
  }

  return {
    name: 'network',
    nodeId: context.nodeId,
    get port() {
      return listener?.port ?? 0;
    },
    async start() {
      refuseInsecure(options.host, context);
      for (const { host, nodeType } of kept) refuseUnsafe(host, nodeType, context);
      listener = await reception.listen(options);
      const { port } = listener;
      context.serverPort = options.advertisedPort ?? port;
      context.running = true;
      keepalive.start();
      for (const peer of kept) keep(peer);
      log.info({ type: nodeTypeName(options.nodeType), host: options.host, port, nodeId: context.nodeId }, 'listening');
    },
    async stop() {
      if (!context.running) return;
      context.running = false;
      ending.abort();
      keepalive.stop();
      const closed = listener?.close();
      reception.clear();
      const links = connections.snapshot().map(({ link }) => link);
      for (const link of links) link.close();
      const gone = Promise.all(links.map((link) => link.gone));
      await waitFor(gone, CLOSE_TIMEOUT_MS, timers);
      for (const link of links) link.abort(null);
      await Promise.all([gone, closed]);
      await waitFor(conversations.idle(), HANDLERS_TIMEOUT_MS, timers);
      ending = newEnding();
      listener = null;
    },
    connections: () => connections.snapshot().map((connection) => connection.info()),
    push: (messages) => conversations.push(messages),
    dial: (wanted) => dial(wanted, false),
    keepConnected(peers) {
      for (const { host, nodeType } of peers) refuseUnsafe(host, nodeType, context);
      kept.push(...peers);
      if (context.running) for (const peer of peers) keep(peer);
    },
    blame: (peer, error) => punish(peer, error, context),
    close: (nodeId) => connections.byNodeId(nodeId)?.link.close(),
    watch(watcher) {
      context.watchers.add(watcher);
      return () => void context.watchers.delete(watcher);
    },
  };
}

/** Ends everything that waits: each attempt and each kept peer listens, however many there are. */
function newEnding(): AbortController {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  return ending;
}
