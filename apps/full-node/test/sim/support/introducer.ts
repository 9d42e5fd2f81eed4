import { createServer } from '@salvia/network';
import { type Address, createIntroducerList } from '@salvia/peer-store';
import { Delivery, NodeType, out } from '@salvia/protocol';
import type { Place, SimulatedNode } from '@salvia/testkit';
import { silent } from '../../support/node.ts';
import { peerDatabase } from '../../support/peer-database.ts';

const MAX_PEERS = 20;
const DIAL_BACK_MS = 3_000;
const LARGEST_FRAME = 1024;

/** An introducer of the same parts as the service: whoever comes is dialled back, and whoever asks is told of those who answered. */
export async function introducerNode(networkId: string, place: Place): Promise<SimulatedNode> {
  const { host, port, timers, random, transport, identity } = place;
  const db = await peerDatabase();
  const list = await createIntroducerList(
    { db, clock: timers, random: random.bytes, log: silent },
    { privateAddresses: false },
  );

  async function dialBack(address: Address): Promise<void> {
    const request = {
      ...address,
      maxFrameBytes: LARGEST_FRAME,
      timeoutMs: DIAL_BACK_MS,
      signal: new AbortController().signal,
    };
    const answered = await transport
      .dial(request, (socket) => socket.terminate())
      .then(
        () => true,
        () => false,
      );
    list.vetted(address, answered);
  }

  const server = createServer({
    nodeType: NodeType.INTRODUCER,
    networkId,
    host,
    port,
    identity,
    insecure: false,
    transport,
    timers,
    random: random.fraction,
    randomBytes: random.bytes,
    handlers: {
      async *request_peers(_body, peer) {
        const peerList = list.introduce(MAX_PEERS, peer).map((known) => ({ ...known, timestamp: 0n }));
        yield out('respond_peers', NodeType.FULL_NODE, Delivery.RESPOND, { peerList });
      },
    },
    log: silent,
  });
  server.watch({
    onConnected(peer) {
      if (peer.nodeType === NodeType.FULL_NODE && list.add(peer)) void dialBack({ host: peer.host, port: peer.port });
    },
  });
  return {
    async start() {
      await list.start();
      await server.start();
    },
    async stop() {
      await server.stop();
      await list.stop();
      await db.close();
    },
  };
}
