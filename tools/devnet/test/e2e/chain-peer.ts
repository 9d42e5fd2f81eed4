import { type Blockchain, heaviestTip } from '@salvia/blockchain';
import { createServer, newIdentity } from '@salvia/network';
import { Delivery, type Handlers, headerHash, messageNames, type NetworkFile, NodeType, out } from '@salvia/protocol';

/** What is asked for while a node syncs. */
export interface Asked {
  /** Lists of header hashes. */
  hashes: number;
  readonly headers: Set<number>;
  readonly blocks: Set<number>;
}

/** What is answered; what is not stays without any answer, as from a peer that is slow. */
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
  serve(served: Partial<Served>): void;
  readonly asked: Asked;
  close(): Promise<void>;
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const all: Served = { hashes: true, header: () => true, block: () => true };
const nothing = (): Asked => ({ hashes: 0, headers: new Set(), blocks: new Set() });

/** Listens on a port of this machine as a full node of the chain's network does. */
export async function startChainPeer({ networkId }: NetworkFile, chain: Blockchain): Promise<ChainPeer> {
  let served = all;
  let asked = nothing();
  const unheeded = Object.fromEntries(messageNames.map((name) => [name, async function* () {}])) as unknown;
  const handlers: Handlers<typeof NodeType.FULL_NODE> = {
    ...(unheeded as Handlers<typeof NodeType.FULL_NODE>),
    async *request_all_header_hashes({ tipHeaderHash }) {
      asked.hashes++;
      const headerHashes = chain.headerHashesTo(tipHeaderHash);
      if (served.hashes && headerHashes)
        yield out('all_header_hashes', NodeType.FULL_NODE, Delivery.RESPOND, { headerHashes });
    },
    async *request_header_block({ height, headerHash: hash }) {
      asked.headers.add(height);
      const headerBlock = await chain.headerBlock(hash);
      if (served.header(height) && headerBlock)
        yield out('respond_header_block', NodeType.FULL_NODE, Delivery.RESPOND, { headerBlock });
    },
    async *request_block({ height, headerHash: hash }) {
      asked.blocks.add(height);
      const block = await chain.block(hash);
      if (served.block(height) && block) yield out('respond_block', NodeType.FULL_NODE, Delivery.RESPOND, { block });
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
    },
    get asked() {
      return asked;
    },
    close: () => server.stop(),
  };
}
