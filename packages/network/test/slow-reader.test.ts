import { afterEach, expect, test } from '@jest/globals';
import { Delivery, NodeType, out } from '@salvia/protocol';
import { RawPeer } from './kit/raw-peer.ts';
import { bytes32, createPark, newTip, until } from './kit/servers.ts';

const { FULL_NODE } = NodeType;
const park = createPark();
afterEach(() => Promise.all([park.stopAll(), RawPeer.terminateAll()]));

/** The largest message that is quick to make: 1 MB. */
const large = (delivery: Delivery) =>
  out('request_mempool_transactions', FULL_NODE, delivery, { filter: new Uint8Array(1_000_000) });

const largeFrames = (peer: RawPeer): number => peer.frames.filter(({ length }) => length >= 1_000_000).length;

test('a peer that does not read is dropped, never waited for; others get everything', async () => {
  const node = await park.start(FULL_NODE, { limits: { sendQueueBytes: 4_000_000 } });
  const slow = await RawPeer.greet(node, FULL_NODE, bytes32(1));
  const quick = await RawPeer.greet(node, FULL_NODE, bytes32(2));
  await until(() => node.connections().length === 2);
  slow.ws.pause();
  let sent = 0;
  while (node.connections().length === 2) {
    await node.push([large(Delivery.BROADCAST)]);
    sent += 1;
    await until(() => largeFrames(quick) === sent);
  }
  expect(node.errors).toEqual(['SEND_QUEUE_FULL']);
  expect(node.connections().map(({ nodeId }) => nodeId)).toEqual([bytes32(2)]);
});

test('one message of any size fits an empty queue', async () => {
  const node = await park.start(FULL_NODE, { limits: { sendQueueBytes: 1000 } });
  const peer = await RawPeer.greet(node);
  await until(() => node.connections().length === 1);
  await node.push([large(Delivery.BROADCAST)]);
  await until(() => largeFrames(peer) === 1);
});

test('whoever answers one peer with a stream waits for that peer', async () => {
  let yielded = 0;
  const node = await park.start(FULL_NODE, {
    limits: { sendQueueHighWater: 500_000 },
    handlers: {
      async *new_tip() {
        for (; yielded < 40; yielded++) yield large(Delivery.RESPOND);
      },
    },
  });
  const peer = await RawPeer.greet(node);
  peer.ws.pause();
  peer.say('new_tip', newTip(1));
  await until(() => yielded > 0);
  // 40 MB would have been dropped long ago; the handler stands still instead.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(yielded).toBeLessThan(40);
  expect(node.errors).toEqual([]);
  peer.ws.resume();
  await until(() => largeFrames(peer) === 40);
});

test('a peer that takes nothing for too long is dropped', async () => {
  const node = await park.start(FULL_NODE, { limits: { sendTimeoutMs: 50, sendQueueBytes: 100_000_000 } });
  const peer = await RawPeer.greet(node);
  await until(() => node.connections().length === 1);
  peer.ws.pause();
  for (let i = 0; i < 20; i++) await node.push([large(Delivery.BROADCAST)]);
  await until(() => node.connections().length === 0);
  expect(node.errors).toEqual(['SEND_QUEUE_FULL']);
});
