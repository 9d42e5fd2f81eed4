import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { createBlockchain, inlineVerifier, sqliteStores, withCache } from '@salvia/blockchain';
import { createHandlers, createState, type NodeState } from '@salvia/full-node';
import { systemTimers } from '@salvia/network';
import {
  Delivery,
  decodeMessage,
  encodeOutbound,
  FullBlock,
  handle,
  headerHash,
  isMessageName,
  isRouted,
  NodeType,
  type OutboundMessage,
  type Peer,
} from '@salvia/protocol';
import { z } from 'zod';
import { readVector } from '../src/index.ts';
import { coinLines, digestOf, namesOfCoins } from './chain-support/coins.ts';
import { NOW_MS, recordedNetwork } from './chain-support/network.ts';
import { goldenChain } from './chain-support/shapes.ts';

const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/);

const answer = z.strictObject({
  function: z.string(),
  to: z.enum(['FULL_NODE', 'WALLET']),
  delivery: z.literal('RESPOND'),
  cbor: hex,
});

const shape = z.strictObject({
  kind: z.string(),
  state: z.strictObject({
    tips: z.array(z.string()),
    lca: z.string(),
    lca_height: z.int(),
    coin_rows: z.int(),
    coin_digest: hex,
    tip_diffs: z.array(z.tuple([z.string(), z.int(), hex])),
  }),
  cases: z
    .array(z.strictObject({ note: z.string(), request: hex, function: z.string(), answers: z.array(answer) }))
    .min(1),
});
type Case = z.output<typeof shape>['cases'][number];

const { constants, blocks } = goldenChain.parse(readVector('reference/golden_chain.json.gz'));
const recorded = shape.parse(readVector('reference/node_answers.json.gz'));

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A node that received the chain in the order of its list. */
async function goldenNode(): Promise<NodeState> {
  const network = recordedNetwork(constants);
  const verifier = withCache(inlineVerifier(network), 10_000);
  const chain = await createBlockchain({ ...network, stores: sqliteStores({ path: ':memory:' }), pool: verifier });
  for (const { bytes } of blocks) await chain.receiveBlock(FullBlock.decode(hexToBytes(bytes)), NOW_MS);
  return createState({
    network,
    chain,
    verifier,
    peerBook: { answer: async () => [], fromFullNode: async () => [], fromIntroducer: async () => [] },
    shortSyncBlocks: 20,
    timers: { ...systemTimers, now: () => NOW_MS },
    pause: async () => {},
    log: silent,
  });
}

/** Who sends this: a wallet if wallets may, else a full node. */
function senderOf({ function: name }: Case): Peer {
  if (!isMessageName(name)) throw new Error(`no function is called ${name}`);
  const { FULL_NODE, WALLET } = NodeType;
  const nodeType = isRouted(name, WALLET, FULL_NODE) ? WALLET : FULL_NODE;
  return { nodeId: new Uint8Array(32).fill(1), nodeType, host: '127.0.0.1', port: 0, outbound: false };
}

const nameIn = (table: Readonly<Record<string, number>>, value: number) =>
  Object.keys(table).find((key) => table[key] === value);

const described = (message: OutboundMessage) => ({
  function: message.name,
  to: nameIn(NodeType, message.to),
  delivery: nameIn(Delivery, message.delivery),
  cbor: bytesToHex(encodeOutbound(message) ?? new Uint8Array()),
});

describe('a node that holds golden_chain', () => {
  let node: NodeState;
  beforeAll(async () => {
    node = await goldenNode();
  }, 240_000);
  afterAll(() => node?.chain.close());

  test('has the recorded tips, common ancestor and coins', async () => {
    const { chain } = node;
    const idOf = new Map(blocks.map(({ id, header_hash }) => [header_hash, id]));
    const lines = await coinLines(chain, namesOfCoins(blocks));
    const { tips, lca, lca_height, coin_rows, coin_digest } = recorded.state;
    expect({
      tips: chain.tips().map((tip) => idOf.get(bytesToHex(headerHash(tip)))),
      lca: idOf.get(bytesToHex(headerHash(chain.lca()))),
      lca_height: chain.lca().data.height,
      coin_rows: lines.length,
      coin_digest: digestOf(lines),
    }).toEqual({ tips, lca, lca_height, coin_rows, coin_digest });
  });

  test.each(recorded.cases.map((row): [string, Case] => [`${row.function}: ${row.note}`, row]))(
    '%s',
    async (_name, row) => {
      const peer = senderOf(row);
      const frame = hexToBytes(row.request);
      const message = decodeMessage(frame, { to: NodeType.FULL_NODE, from: peer.nodeType });
      expect(message.name).toBe(row.function);
      const answers: OutboundMessage[] = [];
      for await (const sent of handle(createHandlers(node), message, peer)) answers.push(sent);
      expect(answers.map(described)).toEqual(row.answers);
    },
  );
});
