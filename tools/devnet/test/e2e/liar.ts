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
  type OutboundMessage,
  out,
} from '@salvia/protocol';

/** Names of messages that a full node sends to wallets, and what it says instead of the truth. */
export type Lies = { readonly [Name in MessageName]?: (truth: BodyOf<Name>) => BodyOf<Name> };

/** A full node for wallets that passes on what another one says, but for its lies. */
export interface Liar {
  /** host:port */
  readonly address: string;
  /** How many lies it has told. */
  readonly lies: number;
  /** How many wallets have hung up. */
  readonly losses: number;
  close(): Promise<void>;
}

const { FULL_NODE, WALLET } = NodeType;
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Handlers that do the same for every message, whatever the role takes. */
const handlersFor = <Role extends NodeType>(
  handle: (message: AnyMessage) => Iterable<OutboundMessage>,
): Handlers<Role> =>
  Object.fromEntries(
    messageNames.map((name) => [
      name,
      async function* handler(body: unknown) {
        yield* handle({ name, body } as AnyMessage);
      },
    ]),
  ) as unknown as Handlers<Role>;

/** @param honestPort of a full node on this machine */
export async function startLiar({ networkId }: NetworkFile, honestPort: number, lies: Lies): Promise<Liar> {
  let [told, losses] = [0, 0];
  let lastLca: AnyMessage | null = null;
  const shared = { networkId, host: '127.0.0.1', port: 0, insecure: false, log: silent };

  /** As it is to be told. */
  function twisted(message: AnyMessage): AnyMessage {
    const lie = lies[message.name] as ((truth: unknown) => unknown) | undefined;
    if (lie === undefined) return message;
    told += 1;
    return { ...message, body: lie(message.body) } as AnyMessage;
  }
  const addressed = ({ name, body }: AnyMessage, to: typeof FULL_NODE | typeof WALLET): OutboundMessage =>
    out(name, to as never, Delivery.BROADCAST, body as never);

  const upstream = createServer({
    ...shared,
    nodeType: WALLET,
    identity: await newIdentity('liar-upstream'),
    handlers: handlersFor<typeof WALLET>((message) => {
      if (message.name === 'new_lca') lastLca = message;
      void server.push([addressed(twisted(message), WALLET)]);
      return [];
    }),
  });
  const server = createServer({
    ...shared,
    nodeType: FULL_NODE,
    identity: await newIdentity('liar'),
    handlers: handlersFor<typeof FULL_NODE>((message) => {
      void upstream.push([addressed(message, FULL_NODE)]);
      return [];
    }),
    *onConnect() {
      if (lastLca !== null) yield addressed(twisted(lastLca), WALLET);
    },
  });
  server.watch({
    onDisconnected: () => {
      losses += 1;
    },
  });
  await server.start();
  await upstream.start();
  await upstream.dial({ host: '127.0.0.1', port: honestPort, nodeType: FULL_NODE });
  return {
    address: `127.0.0.1:${server.port}`,
    get lies() {
      return told;
    },
    get losses() {
      return losses;
    },
    async close() {
      await server.stop();
      await upstream.stop();
    },
  };
}
