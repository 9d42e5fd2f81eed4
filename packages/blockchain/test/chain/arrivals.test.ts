import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { type CoinRecord, headerHash } from '@salvia/protocol';
import fc from 'fast-check';
import { type Blockchain, type BlockchainOptions, createBlockchain, sqliteStores, withCache } from '../../src/index.ts';
import { CONSTANTS, verifier } from '../consensus/support/farm.ts';
import { type Effects, effectsOf, growSpend, replayTo } from '../support/coins.ts';
import { temporaryFiles } from '../support/files.ts';
import { naiveLca, naiveTips } from '../support/naive.ts';
import { chainOf, grow, NOW_MS, type Node, networkOf } from '../support/tree.ts';

/** The tree: which node each one grows on, how many seconds later, and which coin it spends, if any. */
const PLAN: readonly (readonly [on: number, seconds: number, spends?: number])[] = [
  [0, 10],
  [1, 10, 3],
  [2, 10],
  [3, 10, 0],
  [4, 10],
  [5, 10, 5],
  [6, 10],
  [2, 3, 1],
  [8, 3],
  [9, 3, 2],
  [10, 3],
  [11, 3],
  [12, 3, 7],
  [4, 1],
  [14, 1, 6],
  [0, 90, 1],
  [16, 90],
  [6, 5],
];

describe('blocks in any order', () => {
  const file = temporaryFiles();
  const effects: Effects = new Map();
  const nodes: Node[] = [];
  let options: Omit<BlockchainOptions, 'stores'>;
  let names: readonly string[];
  let files = 0;

  beforeAll(async () => {
    const genesis = await grow(null);
    nodes.push(genesis);
    for (const [on, seconds, spends] of PLAN) {
      const parent = nodes[on] as Node;
      nodes.push(
        spends === undefined ? await grow(parent, { seconds }) : await growSpend(parent, seconds, spends, effects),
      );
    }
    names = [...new Set(nodes.flatMap((node) => [...replayTo(node, effects).keys()]))];
    options = {
      ...networkOf(genesis),
      pool: withCache(verifier),
      validateTransactions: effectsOf(effects),
    };
  });

  const open = (database: string): Promise<Blockchain> =>
    createBlockchain({ ...options, stores: sqliteStores({ path: database }) });

  /** Indices of all blocks but genesis in any order, each with a flag: a damaged copy comes first. */
  const orders = fc.tuple(
    fc.shuffledSubarray(
      PLAN.map((_, at) => at + 1),
      { minLength: PLAN.length },
    ),
    fc.array(fc.boolean(), { minLength: PLAN.length, maxLength: PLAN.length }),
  );

  test('give the tips, LCA and coins of the rules word by word, before and after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(orders, async ([order, damaged]) => {
        files += 1;
        const path = file(`${files}.sqlite`);
        const chain = await open(path);
        const model = new Model(nodes[0] as Node);
        let waiting = order;
        while (waiting.length > 0) {
          const late: number[] = [];
          for (const at of waiting) {
            const node = nodes[at] as Node;
            if (damaged[at - 1]) await offerDamaged(chain, node, model);
            const { result } = await chain.receiveBlock(node.block, NOW_MS);
            expect(result).toBe(model.receive(node));
            expect(chain.tips()).toEqual(model.tips.map(({ block }) => block.header));
            expect(chain.lca()).toEqual(naiveLca(model.tips).block.header);
            if (result === 'DISCONNECTED_BLOCK') late.push(at);
          }
          waiting = late;
        }
        const before = await stateOf(chain, names);
        expect(before).toEqual(model.state(effects));
        await chain.close();
        const again = await open(path);
        expect(await stateOf(again, names)).toEqual(before);
        for (const { block } of nodes) {
          expect((await again.receiveBlock(block, NOW_MS)).result).toBe('ALREADY_HAVE_BLOCK');
        }
        await again.close();
      }),
      { numRuns: 12 },
    );
  });

  test('may have any accepted header asked for its coins, orphans included', async () => {
    const chain = await open(':memory:');
    for (const { block } of nodes.slice(1)) await chain.receiveBlock(block, NOW_MS);
    for (const node of nodes) {
      const wanted = replayTo(node, effects);
      expect(await coinsAt(chain, names, node.hash)).toEqual(Object.fromEntries(wanted));
      for (const byte of [0x11, 0x22, 0x51, 0x52]) {
        const puzzleHash = new Uint8Array(32).fill(byte);
        const found = await chain.coinsByPuzzleHash(puzzleHash, node.hash);
        const fitting = [...wanted.values()].filter(({ coin }) => coin.puzzleHash[0] === byte);
        expect(new Set(found)).toEqual(new Set(fitting));
        expect(found).toHaveLength(fitting.length);
      }
    }
    await chain.close();
  });
});

/** A copy whose proof of time lacks a byte: refused whenever its parent is known, and never the block's fault. */
async function offerDamaged(chain: Blockchain, { block, parent, id }: Node, model: Model): Promise<void> {
  const { proofOfTime } = block;
  const copy = { ...block, proofOfTime: proofOfTime && { ...proofOfTime, witness: proofOfTime.witness.slice(1) } };
  const { result } = await chain.receiveBlock(copy, NOW_MS);
  const connected = model.known.has(parent?.id ?? '');
  if (model.known.has(id)) expect(result).toBe('ALREADY_HAVE_BLOCK');
  else expect(result).toBe(connected ? 'INVALID_BLOCK' : 'DISCONNECTED_BLOCK');
}

/** A chain without stores, caches or shortcuts. */
class Model {
  readonly known: Set<string>;
  tips: Node[];

  constructor(genesis: Node) {
    this.known = new Set([genesis.id]);
    this.tips = [genesis];
  }

  receive(node: Node): string {
    if (this.known.has(node.id)) return 'ALREADY_HAVE_BLOCK';
    if (!this.known.has(node.parent?.id ?? '')) return 'DISCONNECTED_BLOCK';
    this.known.add(node.id);
    const tips = naiveTips(this.tips, node, CONSTANTS.NUMBER_OF_HEADS);
    this.tips = tips ?? this.tips;
    return tips === null ? 'ADDED_AS_ORPHAN' : 'ADDED_TO_HEAD';
  }

  state(effects: Effects): object {
    const lca = naiveLca(this.tips);
    return {
      tips: this.tips.map(({ id }) => id),
      heights: chainOf(lca).map(({ id }) => id),
      coins: [lca, ...this.tips].map((node) => Object.fromEntries(replayTo(node, effects))),
    };
  }
}

/** The same of our chain. */
async function stateOf(chain: Blockchain, names: readonly string[]): Promise<object> {
  const tips = chain.tips().map((tip) => headerHash(tip));
  const heights = Array.from({ length: chain.lca().data.height + 1 }, (_, height) => chain.hashAtHeight(height));
  const coins = [await coinsAt(chain, names)];
  for (const tip of tips) coins.push(await coinsAt(chain, names, tip));
  return { tips: tips.map(bytesToHex), heights: heights.map((hash) => bytesToHex(hash ?? new Uint8Array())), coins };
}

async function coinsAt(chain: Blockchain, names: readonly string[], at?: Uint8Array): Promise<object> {
  const records: Record<string, CoinRecord> = {};
  for (const name of names) {
    const record = await chain.coin(hexToBytes(name), at);
    if (record !== null) records[name] = record;
  }
  return records;
}
