import { addressKey, isLoopback } from '@salvia/peer-store';
import { type NodeType, nodeTypeName, type Peer, ProtocolError } from '@salvia/protocol';
import { hostKey } from '../bans/ban-key.ts';
import { charge, codeOf } from '../bans/blame.ts';
import { NetworkError } from '../network-error.ts';
import { createContext, type ServerContext } from './context.ts';
import { createConversations } from './conversation.ts';
import { keepConnected } from './keep-connected.ts';
import { createKeepalive } from './keepalive.ts';
import { CLOSE_TIMEOUT_MS, createListener, remoteHost } from './listener.ts';
import { openSocket } from './open-socket.ts';
import type { DialOptions, KeptPeer, Server, ServerOptions } from './options.ts';
import { pause } from './pause.ts';
import { admitPeer, newcomer } from './session.ts';

/** How long `stop` waits for handlers that still run, in milliseconds. */
const HANDLERS_TIMEOUT_MS = 5_000;

/** The server of one role: listens, dials, shakes hands, dispatches, delivers. */
export function createServer<Role extends NodeType>(options: ServerOptions<Role>): Server {
  const context = createContext(options);
  const { connections, limits, log } = context;
  const conversations = createConversations(context);
  const keepalive = createKeepalive(context);
  const dialling = new Set<string>();
  const kept: KeptPeer[] = [];
  let ending = new AbortController();
  let listener = newListener();
  let port = 0;

  function newListener() {
    return createListener(context, (ws, socket, host) => {
      const arrived = newcomer(ws, socket, host, null, context);
      admitPeer(arrived, context).then(
        (connection) => {
          conversations.begin(connection, false, context.onConnect);
          keepalive.greet(connection);
        },
        () => undefined, // charged already
      );
    });
  }

  async function connect({ host, port, nodeType, feeler, onConnect }: DialOptions, trusted: boolean): Promise<Peer> {
    const address = { host, port };
    const { signal } = ending;
    const arrived = await openSocket(address, context.nodeType, limits.connectTimeoutMs, signal, (ws, socket) =>
      newcomer(ws, socket, remoteHost(socket), { address, nodeType, trusted }, context),
    ).catch((error: unknown) => {
      charge(error, { host, nodeId: null, peer: null, trusted: true }, context);
      throw error;
    });
    const abort = (): void => arrived.link.abort(null);
    signal.addEventListener('abort', abort, { once: true });
    const connection = await admitPeer(arrived, context).finally(() => signal.removeEventListener('abort', abort));
    if (feeler === true) {
      connection.link.close();
      connections.remove(connection);
      return connection.peer;
    }
    conversations.begin(connection, trusted, onConnect ?? context.onConnect);
    keepalive.greet(connection);
    return connection.peer;
  }

  async function dial(wanted: DialOptions, trusted: boolean): Promise<Peer> {
    const { host, port } = wanted;
    if (!context.running) throw new NetworkError('NOT_RUNNING', {});
    refuseInsecure(host, context);
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
      return port;
    },
    async start() {
      refuseInsecure(options.host, context);
      for (const { host } of kept) refuseInsecure(host, context);
      port = await listener.listen(options.host, options.port);
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
      const closed = listener.close();
      const links = connections.snapshot().map(({ link }) => link);
      for (const link of links) link.close();
      context.halfOpen.destroy();
      const limit = new AbortController();
      const gone = Promise.all(links.map((link) => link.gone)).then(() => limit.abort());
      await pause(CLOSE_TIMEOUT_MS, limit.signal);
      for (const link of links) link.abort(null);
      await Promise.all([gone, closed]);
      const handlers = new AbortController();
      void conversations.idle().then(() => handlers.abort());
      await pause(HANDLERS_TIMEOUT_MS, handlers.signal);
      ending = new AbortController();
      listener = newListener();
      port = 0;
    },
    connections: () => connections.snapshot().map((connection) => connection.info()),
    push: (messages) => conversations.push(messages),
    dial: (wanted) => dial(wanted, false),
    keepConnected(peers) {
      for (const { host } of peers) refuseInsecure(host, context);
      kept.push(...peers);
      if (context.running) for (const peer of peers) keep(peer);
    },
    close: (nodeId) => connections.byNodeId(nodeId)?.link.close(),
    watch(watcher) {
      context.watchers.add(watcher);
      return () => void context.watchers.delete(watcher);
    },
  };
}

/** Plain `ws` stays on this machine unless the operator says otherwise. */
function refuseInsecure(host: string, { insecure }: ServerContext): void {
  if (!insecure && !isLoopback(host)) throw new NetworkError('INSECURE_ADDRESS', { host, option: 'insecure' });
}
