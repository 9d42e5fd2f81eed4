import { createServer, newIdentity } from '@salvia/network';
import {
  type AnyMessage,
  type BodyOf,
  Delivery,
  type Handlers,
  type MessageName,
  messageNames,
  type NetworkFile,
  NodeType,
  out,
  type ReceiverOf,
} from '@salvia/protocol';
import { until } from './process.ts';

/** Messages that a full node takes. */
type ToFullNode = {
  [Name in MessageName]: typeof NodeType.FULL_NODE extends ReceiverOf<Name> ? Name : never;
}[MessageName];

/** A peer of a full node, played by the test: it keeps every message that it gets, and answers none by itself. */
export interface Probe {
  send<Name extends ToFullNode>(name: Name, body: BodyOf<Name>): Promise<void>;
  /** The first message of this name that fits, be it there already or not. */
  heard<Name extends MessageName>(
    name: Name,
    fits: (body: BodyOf<Name>) => boolean,
    limitMs: number,
  ): Promise<BodyOf<Name>>;
  close(): Promise<void>;
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Connects to the full node on a port of this machine as a wallet or a full node of its network. */
export async function connectProbe(
  { networkId }: NetworkFile,
  nodeType: typeof NodeType.WALLET | typeof NodeType.FULL_NODE,
  port: number,
): Promise<Probe> {
  const kept: AnyMessage[] = [];
  const keep = (name: MessageName) =>
    async function* keeper(body: unknown) {
      kept.push({ name, body } as AnyMessage);
    };
  // One handler per message, whatever the role takes: names and bodies belong together, as they were decoded.
  const handlers = Object.fromEntries(messageNames.map((name) => [name, keep(name)])) as unknown;
  const server = createServer({
    nodeType,
    identity: await newIdentity('probe'),
    networkId,
    host: '127.0.0.1',
    port: 0,
    insecure: false,
    handlers: handlers as Handlers<typeof nodeType>,
    log: silent,
  });
  await server.start();
  const { nodeId } = await server.dial({ host: '127.0.0.1', port, nodeType: NodeType.FULL_NODE });
  return {
    send: (name, body) =>
      server.push([out(name, NodeType.FULL_NODE as ReceiverOf<typeof name>, Delivery.SPECIFIC, body, nodeId)]),
    heard: async <Name extends MessageName>(
      name: Name,
      fits: (body: BodyOf<Name>) => boolean,
      limitMs: number,
    ): Promise<BodyOf<Name>> => {
      const isIt = (message: AnyMessage) => message.name === name && fits(message.body as BodyOf<Name>);
      const { body } = await until(() => kept.find(isIt) ?? null, limitMs);
      return body as BodyOf<Name>;
    },
    close: () => server.stop(),
  };
}
