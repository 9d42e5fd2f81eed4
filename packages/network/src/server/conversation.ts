import {
  type AnyMessage,
  Delivery,
  decodeMessage,
  handle,
  NodeType,
  type OutboundMessage,
  out,
  ProtocolError,
} from '@salvia/protocol';
import { charge, suspectOf } from '../bans/blame.ts';
import type { Connection } from '../connection/connection.ts';
import { deliverAll } from '../delivery/deliver.ts';
import { Slots } from '../delivery/slots.ts';
import { timeOf } from './clock-nonce.ts';
import type { ServerContext } from './context.ts';
import type { OnConnect } from './options.ts';
import { punish } from './punish.ts';
import { createThrottle } from './throttle.ts';

/** Everything that goes on between a live connection and the handlers. */
export interface Conversations {
  /** Starts talking; returns at once. The connection leaves the list when it ends. */
  begin(connection: Connection, onConnect: OnConnect | undefined): void;
  /** Runs messages that answer nobody. */
  push(messages: AsyncIterable<OutboundMessage> | Iterable<OutboundMessage>): Promise<void>;
  /** Resolves when no handler runs. */
  idle(): Promise<void>;
}

export function createConversations(context: ServerContext): Conversations {
  const { connections, limits, observer, watchers } = context;
  const total = new Slots(limits.handlers);
  const running = new Set<Promise<void>>();

  function track(task: Promise<void>): void {
    const done = (): void => void running.delete(task);
    running.add(task);
    task.then(done, done);
  }

  async function answer(connection: Connection, message: AnyMessage): Promise<void> {
    const started = performance.now();
    try {
      await deliverAll(handle(context.handlers, message, connection.peer), connection, context);
    } catch (error) {
      punish(connection.peer, error, context);
    } finally {
      observer.onHandlerDone?.(message.name, (performance.now() - started) / 1000);
    }
  }

  function answerPing(message: AnyMessage, connection: Connection): boolean {
    if (message.name !== 'pong' && message.name !== 'ping') return false;
    const { nonce } = message.body;
    const now = context.timers.now();
    if (message.name === 'pong') {
      connection.ponged(nonce, now);
      return true;
    }
    const time = timeOf(nonce);
    if (time !== null) connection.toldTime(time, now);
    track(deliverAll([pong(connection, nonce)], connection, context));
    return true;
  }

  /** Reads until the end. Handlers start in the order of the messages and run side by side, within the bounds. */
  async function listen(connection: Connection): Promise<void> {
    const { link, peer } = connection;
    const own = new Slots(limits.handlersPerPeer);
    const throttle = createThrottle(connection, context);
    for (;;) {
      const frame = await link.next();
      if (frame === null) return;
      const { nodeType: to, shortestPrograms } = context;
      const message = decodeMessage(frame, { to, from: peer.nodeType, shortestPrograms, constant: true });
      observer.onMessage?.('in', message.name, frame.length);
      for (const watcher of watchers) watcher.onMessage?.(peer);
      const turn = throttle.pass(message.name);
      if (turn !== undefined) {
        await turn;
        if (!link.isOpen) return;
      }
      if (answerPing(message, connection)) continue;
      await own.take();
      await total.take();
      const done = answer(connection, message).finally(() => {
        own.give();
        total.give();
      });
      track(done);
    }
  }

  async function greet(connection: Connection, onConnect: OnConnect | undefined): Promise<void> {
    try {
      await deliverAll(askForPeers(connection, context.nodeType), connection, context);
      if (onConnect !== undefined) await deliverAll(onConnect(connection.peer), connection, context);
    } catch (error) {
      // Ours, not the peer's: the connection stays (network 1.10).
      charge(error, { ...suspectOf(connection.peer, context), trusted: true }, context);
    }
  }

  async function conclude(connection: Connection): Promise<void> {
    const { link, peer } = connection;
    const code = await link.ended;
    connections.remove(connection);
    if (code !== null && !connection.charged) {
      charge(new ProtocolError(code), suspectOf(peer, context), context);
    }
    context.log.debug({ code, host: peer.host, port: peer.port, nodeId: peer.nodeId }, 'peer disconnected');
    for (const watcher of watchers) watcher.onDisconnected?.(peer, code);
  }

  return {
    begin(connection, onConnect) {
      void conclude(connection);
      track(greet(connection, onConnect));
      listen(connection).catch((error: unknown) => punish(connection.peer, error, context));
    },
    push: (messages) => {
      const task = deliverAll(messages, null, context);
      track(task.catch(() => undefined));
      return task;
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

const pong = ({ peer }: Connection, nonce: Uint8Array): OutboundMessage =>
  out('pong', peer.nodeType, Delivery.RESPOND, { nonce });

/** A full node asks a full node that it dialled for peers, in the reference's own words (network 1.5 step 9). */
function askForPeers({ peer }: Connection, own: NodeType): OutboundMessage[] {
  if (own !== NodeType.FULL_NODE || peer.nodeType !== NodeType.FULL_NODE || !peer.outbound) return [];
  return [out('request_peers', NodeType.FULL_NODE, Delivery.RESPOND, '')];
}
