import { type Blockchain, createBlockchain, createVerifier, sqliteStores } from '@salvia/blockchain';
import { createHandlers, createState } from '@salvia/full-node';
import { systemTimers } from '@salvia/network';
import {
  type AnyMessage,
  catalogue,
  checkHandshakeAck,
  decodeHandshake,
  decodeMessage,
  encodeOutbound,
  handle,
  isMessageName,
  isRouted,
  NodeType,
  type Peer,
  ProtocolError,
} from '@salvia/protocol';
import type { Random } from './random.ts';
import type { RecordedChain } from './recordings.ts';

/** Later than every recorded block. */
const NOW_MS = Date.UTC(2026, 0, 1);
/** Blocks that the node lacks at first, so that whole frames extend its chain too. */
const HELD_BACK = 20;

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const roles = Object.values(NodeType);

/** A full node with a real chain, which is fed frames. */
export interface Target {
  /**
   * Decodes a frame as a peer's, and hands it to the handlers if it is one for a full node.
   * @returns 'handled', 'decoded', or the code of the ProtocolError that refused it
   * @throws what no frame may bring about: any other error
   */
  feed(frame: Uint8Array, sender: Sender): Promise<string>;
  close(): Promise<void>;
}

/** Who sends a frame to whom. Null: before the handshake. */
export interface Sender {
  readonly from: NodeType | null;
  readonly to: NodeType;
}

/** Mostly somebody who may send it to somebody who takes it. */
export function senderFor(name: string, random: Random): Sender {
  if (random.below(10) === 0) return { from: random.pick([null, ...roles]), to: NodeType.FULL_NODE };
  if (!isMessageName(name)) return { from: NodeType.FULL_NODE, to: NodeType.FULL_NODE };
  const { taker, routes } = catalogue[name];
  const toFullNode = roles.filter((from) => isRouted(name, from, NodeType.FULL_NODE));
  if (taker === 'handshake') return { from: null, to: NodeType.FULL_NODE };
  if (toFullNode.length > 0) return { from: random.pick(toFullNode), to: NodeType.FULL_NODE };
  const [from, to] = random.pick(routes);
  return { from, to };
}

async function openChain({ network, blocks }: RecordedChain) {
  const verifier = createVerifier({ network, threads: 2 });
  const chain = await createBlockchain({ ...network, stores: sqliteStores({ path: ':memory:' }), pool: verifier });
  for (const block of blocks.slice(0, -HELD_BACK)) await chain.receiveBlock(block, NOW_MS);
  return { verifier, chain };
}

export async function createTarget(recorded: RecordedChain): Promise<Target> {
  const { network } = recorded;
  const { verifier, chain } = await openChain(recorded);
  const state = await createState({
    network,
    chain,
    verifier,
    peerBook: { answer: async () => [], fromFullNode: async () => [], fromIntroducer: async () => [] },
    shortSyncBlocks: 20,
    timers: { ...systemTimers, now: () => NOW_MS },
    pause: async () => {},
    log: silent,
  });
  const handlers = createHandlers(state);

  async function dispatch(message: AnyMessage, from: NodeType): Promise<void> {
    const peer: Peer = { nodeId: new Uint8Array(32).fill(from), nodeType: from, host: '::1', port: 0, outbound: false };
    for await (const answer of handle(handlers, message, peer)) encodeOutbound(answer);
  }

  async function read(frame: Uint8Array, { from, to }: Sender): Promise<string> {
    if (from === null) {
      opening(frame);
      return 'decoded';
    }
    const message = decodeMessage(frame, { to, from, shortestPrograms: state.shortestPrograms, constant: true });
    if (to !== NodeType.FULL_NODE || catalogue[message.name].taker !== 'role') return 'decoded';
    await dispatch(message, from);
    return 'handled';
  }

  return {
    async feed(frame, sender) {
      try {
        return await read(frame, sender);
      } catch (error) {
        if (error instanceof ProtocolError) return error.code;
        throw error;
      }
    },
    close: () => closeAll(chain, verifier),
  };
}

/** Reads a frame as both messages that open a connection. */
function opening(frame: Uint8Array): void {
  try {
    checkHandshakeAck(frame);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
  }
  decodeHandshake(frame, NodeType.FULL_NODE);
}

async function closeAll(chain: Blockchain, verifier: { close(): Promise<void> }): Promise<void> {
  await chain.close();
  await verifier.close();
}
