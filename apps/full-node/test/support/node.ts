import { createBlockchain, inlineVerifier, sqliteStores } from '@salvia/blockchain';
import { systemTimers } from '@salvia/network';
import type { BodyOf, MessageName, NetworkFile, OutboundMessage, Peer } from '@salvia/protocol';
import { Delivery, NodeType } from '@salvia/protocol';
import { createState } from '../../src/create-state.ts';
import type { PeerBook } from '../../src/flow/peer-book.ts';
import type { NodeState } from '../../src/state.ts';
import type { Grown } from './farm.ts';

/** Long after every block of a test. */
const nowMs = 1_700_000_000_000;

export const nobody: PeerBook = {
  answer: async () => [],
  fromFullNode: async () => [],
  fromIntroducer: async () => [],
};

export const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A full node without sockets: its chain in memory, its handlers called directly. */
export async function createNode(network: NetworkFile, blocks: readonly Grown[] = []): Promise<NodeState> {
  const verifier = inlineVerifier(network);
  const chain = await createBlockchain({ ...network, stores: sqliteStores({ path: ':memory:' }), pool: verifier });
  for (const { block } of blocks) await chain.receiveBlock(block, nowMs);
  return createState({
    network,
    chain,
    verifier,
    peerBook: nobody,
    shortSyncBlocks: 20,
    timers: { ...systemTimers, now: () => nowMs },
    pause: async () => {},
    log: silent,
  });
}

export const peerOf = (nodeType: NodeType, id = 1): Peer => ({
  nodeId: new Uint8Array(32).fill(id),
  nodeType,
  host: '127.0.0.1',
  port: 8444,
  outbound: false,
});

export const fullNodePeer = (id = 1): Peer => peerOf(NodeType.FULL_NODE, id);

export async function collect(messages: AsyncIterable<OutboundMessage>): Promise<OutboundMessage[]> {
  const all: OutboundMessage[] = [];
  for await (const message of messages) all.push(message);
  return all;
}

const nameIn = (table: Readonly<Record<string, number>>, value: number) =>
  Object.keys(table).find((key) => table[key] === value);

/** `name to delivery`, as the tables of the specification say it. */
export const summary = (messages: readonly OutboundMessage[]): string[] =>
  messages.map(({ name, to, delivery }) => `${name} ${nameIn(NodeType, to)} ${nameIn(Delivery, delivery)}`);

/** The body of the one message of a name. */
export function onlyBody<Name extends MessageName>(messages: readonly OutboundMessage[], name: Name): BodyOf<Name> {
  const found = messages.filter((message) => message.name === name);
  if (found.length !== 1) throw new Error(`${found.length} messages are called ${name}`);
  return found[0]?.body as BodyOf<Name>;
}
