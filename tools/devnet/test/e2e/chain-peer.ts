import { type Blockchain, heaviestTip } from '@salvia/blockchain';
import { createServer, newIdentity } from '@salvia/network';
import {
  Delivery,
  type Handlers,
  headerHash,
  messageNames,
  type NetworkFile,
  NodeType,
  type OutboundMessage,
  out,
} from '@salvia/protocol';

/** What is asked for while a node syncs. */
export interface Asked {
  /** Lists of header hashes. */
  hashes: number;
  readonly headers: Set<number>;
  readonly blocks: Set<number>;
}

/** What is answered at once; the rest has to wait until it is allowed, as with a peer that is slow. */
export interface Served {
  hashes: boolean;
  header(height: number): boolean;
  block(height: number): boolean;
}

/** A peer that has a chain, and keeps of it to itself what a test wants it to. */
export interface ChainPeer {
  /** host:port */
  readonly address: string;
  /** From now on; what was asked for before is forgotten. */
  serve(served: Partial<Served>): Promise<void>;
  readonly asked: Asked;
  close(): Promise<void>;
}

interface Waiting {
  readonly answer: OutboundMessage;
  isAllowed(): boolean;
}

const { FULL_NODE } = NodeType;
const { SPECIFIC } = Delivery;
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const all: Served = { hashes: true, header: () => true, block: () => true };
const nothing = (): Asked => ({ hashes: 0, headers: new Set(), blocks: new Set() });

/** Listens on a port of this machine as a full node of the chain's network does. */
export async function startChainPeer({ networkId }: NetworkFile, chain: Blockchain): Promise<ChainPeer> {
  let served = all;
  let asked = nothing();
  let waiting: Waiting[] = [];
  function* answered(answer: OutboundMessage | null, isAllowed: () => boolean) {
    if (answer === null) return;
    if (isAllowed()) yield answer;
    else waiting.push({ answer, isAllowed });
  }
  const unheeded = Object.fromEntries(messageNames.map((name) => [name, async function* () {}])) as unknown;
  const handlers: Handlers<typeof NodeType.FULL_NODE> = {
    ...(unheeded as Handlers<typeof NodeType.FULL_NODE>),
    async *request_all_header_hashes({ tipHeaderHash }, { nodeId }) {
      asked.hashes++;
      const headerHashes = chain.headerHashesTo(tipHeaderHash);
      const answer = headerHashes && out('all_header_hashes', FULL_NODE, SPECIFIC, { headerHashes }, nodeId);
      yield* answered(answer, () => served.hashes);
    },
    async *request_header_block({ height, headerHash: hash }, { nodeId }) {
      asked.headers.add(height);
      const headerBlock = await chain.headerBlock(hash);
      const answer = headerBlock && out('respond_header_block', FULL_NODE, SPECIFIC, { headerBlock }, nodeId);
      yield* answered(answer, () => served.header(height));
    },
    async *request_block({ height, headerHash: hash }, { nodeId }) {
      asked.blocks.add(height);
      const block = await chain.block(hash);
      const answer = block && out('respond_block', FULL_NODE, SPECIFIC, { block }, nodeId);
      yield* answered(answer, () => served.block(height));
    },
  };
  const server = createServer({
    nodeType: NodeType.FULL_NODE,
    identity: await newIdentity('chain-peer'),
    networkId,
    host: '127.0.0.1',
    port: 0,
    insecure: false,
    handlers,
    *onConnect() {
      const { data } = heaviestTip(chain);
      const tip = { height: data.height, weight: data.weight, headerHash: headerHash(heaviestTip(chain)) };
      yield out('new_tip', NodeType.FULL_NODE, Delivery.RESPOND, tip);
    },
    log: silent,
  });
  await server.start();
  return {
    address: `127.0.0.1:${server.port}`,
    serve(wanted) {
      served = { ...all, ...wanted };
      asked = nothing();
      const due = waiting.filter(({ isAllowed }) => isAllowed());
      waiting = waiting.filter(({ isAllowed }) => !isAllowed());
      return server.push(due.map(({ answer }) => answer));
    },
    get asked() {
      return asked;
    },
    close: () => server.stop(),
  };
}
