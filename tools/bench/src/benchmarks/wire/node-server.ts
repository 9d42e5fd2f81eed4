import { createServer, defaultLimits, ensureIdentity } from '@salvia/network';
import { Delivery, type Handlers, NodeType, out } from '@salvia/protocol';
import { createMetrics, createNetworkMetrics } from '@salvia/service';
import { NETWORK_ID } from './samples.ts';

const { FULL_NODE } = NodeType;
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: console.error };
const limits = defaultLimits(FULL_NODE);
const MANY = 1000;

/** Handlers of the messages that the benchmark sends; no others come. */
const handlers = {
  async *new_tip({ height, headerHash }) {
    yield out('request_block', FULL_NODE, Delivery.RESPOND, { height, headerHash });
  },
  async *respond_block(body) {
    yield out('respond_block', FULL_NODE, Delivery.RESPOND, body);
  },
  async *removing_tip({ headerHash }) {
    const tip = { height: 100_000, weight: 1n << 40n, headerHash };
    yield out('new_tip', FULL_NODE, Delivery.BROADCAST, tip);
  },
} satisfies Partial<Handlers<typeof FULL_NODE>>;

/**
 * The server of a full node with its metrics, as the service makes it, that answers every message.
 * @param tlsDir where its key is, for TLS; null for plain `ws`
 * @returns the port
 */
export async function nodeServer(tlsDir: string | null): Promise<number> {
  const server = createServer({
    nodeType: FULL_NODE,
    networkId: NETWORK_ID,
    host: '127.0.0.1',
    port: 0,
    insecure: false,
    identity: tlsDir === null ? null : await ensureIdentity(tlsDir, 'bench'),
    handlers: handlers as unknown as Handlers<typeof FULL_NODE>,
    log: quiet,
    observer: createNetworkMetrics(createMetrics()),
    // No honest peer sends that much of one function, and no full node keeps so many peers.
    limits: {
      inbound: { ...limits.inbound, [FULL_NODE]: MANY },
      halfOpen: MANY,
      halfOpenPerAddress: MANY,
      rateScale: Number.POSITIVE_INFINITY,
    },
  });
  await server.start();
  return server.port;
}
