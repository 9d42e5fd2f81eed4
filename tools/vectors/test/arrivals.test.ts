import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { type Blockchain, createBlockchain, sqliteStores } from '@salvia/blockchain';
import { FullBlock, type Header, headerHash, proofsHash } from '@salvia/protocol';
import { readVector } from '../src/index.ts';
import { coinLines, digestOf, namesOfCoins } from './chain-support/coins.ts';
import { NOW_MS, recordedNetwork, recordedVerifier } from './chain-support/network.ts';
import { goldenArrivals, goldenChain, type RecordedAddition, type RecordedOrder } from './chain-support/shapes.ts';

const { constants, blocks } = goldenChain.parse(readVector('reference/golden_chain.json.gz'));
const { orders } = goldenArrivals.parse(readVector('reference/golden_arrivals.json.gz'));

const network = recordedNetwork(constants);
const pool = recordedVerifier(network);
const byId = new Map(blocks.map((block) => [block.id, FullBlock.decode(hexToBytes(block.bytes))]));
const idByHash = new Map(blocks.map(({ id, header_hash }) => [header_hash, id]));
const names = namesOfCoins(blocks);

const idOf = (header: Header): string => idByHash.get(bytesToHex(headerHash(header))) ?? 'unknown';
const blockOf = (id: string): FullBlock => {
  const block = byId.get(id);
  if (block === undefined) throw new Error(`no block is called ${id}`);
  return block;
};

/** What the reference recorded after an addition, as our chain has it. */
async function stateOf(chain: Blockchain): Promise<Omit<RecordedAddition, 'block' | 'result' | 'removed_tip'>> {
  const atLca = await coinLines(chain, names);
  const known = new Set(atLca);
  const diffs: [string, number, string][] = [];
  for (const tip of chain.tips()) {
    if (idOf(tip) === idOf(chain.lca())) continue;
    const lines = await coinLines(chain, names, headerHash(tip));
    const changed = lines.filter((line) => !known.has(line)).sort();
    diffs.push([idOf(tip), changed.length, digestOf(changed)]);
  }
  return {
    tips: chain.tips().map(idOf),
    lca: idOf(chain.lca()),
    lca_height: chain.lca().data.height,
    coin_rows: atLca.length,
    coin_digest: digestOf(atLca),
    tip_diffs: sorted(diffs),
  };
}

const sorted = (diffs: readonly [string, number, string][]): [string, number, string][] =>
  [...diffs].sort(([a], [b]) => (a < b ? -1 : 1));

async function finalOf(chain: Blockchain): Promise<RecordedOrder['final']> {
  const lca = idOf(chain.lca());
  const tips = chain.tips().map(idOf);
  const headers = blocks.map(({ id, height, header_hash }) => {
    const { proofOfSpace, proofOfTime } = blockOf(id);
    if (proofOfTime === null) throw new Error(`${id} is unfinished`);
    const proof = bytesToHex(proofsHash({ proofOfSpace, proofOfTime }));
    const flags = [id === lca ? 1 : 0, tips.includes(id) ? 1 : 0] as const;
    return [height, header_hash, proof, bytesToHex(proofOfSpace.challengeHash), ...flags] as const;
  });
  const main = Array.from({ length: chain.lca().data.height + 1 }, (_, height) => chain.hashAtHeight(height));
  const coins = (await coinLines(chain, names)).map((line) => line.split(':'));
  return {
    heights_to_lca: main.map((hash) => idByHash.get(bytesToHex(hash ?? new Uint8Array())) ?? 'unknown'),
    coin_records: coins as never,
    headers: [...headers].sort(byText) as never,
  };
}

const byText = (a: readonly unknown[], b: readonly unknown[]): number =>
  Number(a[0]) - Number(b[0]) || (String(a[1]) < String(b[1]) ? -1 : 1);

describe.each(orders.map((order): [string, RecordedOrder] => [order.order, order]))('%s', (_name, { steps, final }) => {
  test('gives the same tips, LCA and coins after each block', async () => {
    const chain = await createBlockchain({ ...network, stores: sqliteStores({ path: ':memory:' }), pool });
    for (const step of steps) {
      const found = await chain.receiveBlock(blockOf(step.block), NOW_MS);
      const removed =
        found.result === 'ADDED_TO_HEAD' && found.removedTip ? { removed_tip: idOf(found.removedTip) } : {};
      const state = 'tips' in step ? { ...removed, ...(await stateOf(chain)) } : {};
      const wanted = 'tip_diffs' in step ? { ...step, tip_diffs: sorted(step.tip_diffs) } : step;
      expect({ block: step.block, result: found.result, ...state }).toEqual(wanted);
    }
    const end = await finalOf(chain);
    expect(end.heights_to_lca).toEqual(final.heights_to_lca);
    expect(end.coin_records).toEqual(final.coin_records.map((row) => row.map(String)));
    expect(end.headers).toEqual([...final.headers].sort(byText));
    await chain.close();
  }, 240_000);
});
