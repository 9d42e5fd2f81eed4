import { readFile } from 'node:fs/promises';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ancestryOf, type BlockRecord, blockRecord, challengeAfter, headerBlockOf } from '@salvia/blockchain';
import { createServer, ensureIdentity } from '@salvia/network';
import {
  Delivery,
  FullBlock,
  type Handlers,
  type HeaderBlock,
  headerHash,
  messageNames,
  NodeType,
  out,
  type ProofOfTime,
} from '@salvia/protocol';
import { list } from '@salvia/streamable';
import { CONSTANTS } from '../../samples/chain/network.ts';

/*
 * `garbage-process.js <blocks> <network id> <folder>`: a full node as far as a node that syncs can tell, until half of the
 * chain is served. Then each header has a proof of time that is none, and each block a filter that is not its own.
 * Told a port, it connects; told nothing, it says how often it served garbage.
 */

const { FULL_NODE } = NodeType;
const [path = '', networkId = '', folder = ''] = process.argv.slice(2);
const blocks = list(FullBlock).decode(await readFile(path));
const hashes = blocks.map(({ header }) => headerHash(header));
const heights = new Map(hashes.map((hash, height) => [bytesToHex(hash), height]));
let garbage = 0;

type Finished = FullBlock & { readonly proofOfTime: ProofOfTime };

/** The challenge after a block names a difficulty here and there, which takes the records of its chain. */
function headerBlockAt(height: number): HeaderBlock {
  const records = blocks.slice(0, height + 1).map(({ header }): BlockRecord => blockRecord(header, 0n));
  const block = blocks[height] as Finished;
  return headerBlockOf(block, challengeAfter(block, ancestryOf(records), CONSTANTS).challenge) as HeaderBlock;
}

const isGood = (height: number): boolean => height < blocks.length / 2 || height === blocks.length - 1;

const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte));

function spoiled<T>(make: () => T): T {
  garbage += 1;
  return make();
}

const handlers: Partial<Handlers<typeof FULL_NODE>> = {
  async *request_all_header_hashes() {
    yield out('all_header_hashes', FULL_NODE, Delivery.RESPOND, { headerHashes: hashes });
  },
  async *request_header_block({ headerHash: hash }) {
    const height = heights.get(bytesToHex(hash));
    if (height === undefined) return;
    const good = headerBlockAt(height);
    const { proofOfTime } = good;
    const bad = () => ({ ...good, proofOfTime: { ...proofOfTime, witness: flipped(proofOfTime.witness) } });
    yield out('respond_header_block', FULL_NODE, Delivery.RESPOND, {
      headerBlock: isGood(height) ? good : spoiled(bad),
    });
  },
  async *request_block({ headerHash: hash }) {
    const height = heights.get(bytesToHex(hash));
    if (height === undefined) return;
    const good = blocks[height] as FullBlock;
    const bad = () => ({ ...good, transactionsFilter: Uint8Array.of(...good.transactionsFilter, 1) });
    yield out('respond_block', FULL_NODE, Delivery.RESPOND, { block: isGood(height) ? good : spoiled(bad) });
  },
};

async function* nothing(): AsyncGenerator<never> {}

const server = createServer({
  nodeType: FULL_NODE,
  networkId,
  host: '127.0.0.1',
  port: 0,
  insecure: false,
  identity: await ensureIdentity(folder, 'garbage'),
  handlers: { ...Object.fromEntries(messageNames.map((name) => [name, nothing])), ...handlers } as Handlers<
    typeof FULL_NODE
  >,
  *onConnect() {
    const { height, weight } = (blocks.at(-1) as FullBlock).header.data;
    const tip = { height, weight, headerHash: hashes.at(-1) as Uint8Array };
    yield out('new_tip', FULL_NODE, Delivery.RESPOND, tip);
  },
  log: { debug: () => {}, info: () => {}, warn: () => {}, error: console.error },
});
await server.start();
process.on('message', ({ port }: { port?: number }) => {
  if (port === undefined) process.send?.({ garbage });
  else void server.dial({ host: '127.0.0.1', port, nodeType: FULL_NODE }).catch(console.error);
});
process.on('disconnect', () => process.exit());
process.send?.({});
