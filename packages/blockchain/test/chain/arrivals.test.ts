import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { type CoinRecord, type ErrorName, headerHash } from '@salvia/protocol';
import fc from 'fast-check';
import { type Blockchain, createBlockchain, sqliteStores, withCache } from '../../src/index.ts';
import { CONSTANTS, verifier } from '../consensus/support/farm.ts';
import { type Effects, replayTo } from '../support/coins.ts';
import { temporaryFiles } from '../support/files.ts';
import { naiveLca, naiveTips } from '../support/naive.ts';
import { growOffer, OFFERS, type OfferKind } from '../support/offers.ts';
import { freeHash, TAGS } from '../support/spends.ts';
import { chainOf, grow, NOW_MS, type Node, networkOf } from '../support/tree.ts';

/** A block to be made: how far back the one is that it grows on, the seconds between, and which coin it spends how. */
interface Plan {
  readonly back: number;
  readonly seconds: number;
  readonly kind: OfferKind | 'none';
  readonly which: number;
}

const BLOCKS = 16;
const kinds = fc.constantFrom<Plan['kind']>(
  'none',
  'split',
  'split',
  'ephemeral',
  ...(Object.keys(OFFERS) as OfferKind[]),
);
const plan: fc.Arbitrary<Plan> = fc.record({
  // Mostly on the last block, so that chains get long; often enough on one before it, so that they fork.
  back: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(6) }),
  seconds: fc.integer({ min: 1, max: 12 }),
  kind: kinds,
  which: fc.nat(20),
});

/** All blocks but genesis in any order, each with a flag: a damaged copy comes first. */
const order = fc.tuple(
  fc.shuffledSubarray(
    Array.from({ length: BLOCKS }, (_, at) => at + 1),
    { minLength: BLOCKS },
  ),
  fc.array(fc.boolean(), { minLength: BLOCKS, maxLength: BLOCKS }),
);

/** Blocks, genesis first; those that must be refused with their errors. */
interface Tree {
  readonly nodes: Node[];
  readonly effects: Effects;
  readonly errors: Map<string, ErrorName>;
}

async function makeTree(plans: readonly Plan[]): Promise<Tree> {
  const tree: Tree = { nodes: [await grow(null)], effects: new Map(), errors: new Map() };
  for (const [at, { back, seconds: between, kind, which }] of plans.entries()) {
    const on = tree.nodes[Math.max(0, tree.nodes.length - 1 - back)] as Node;
    const seconds = 20 * (at % 3) + between;
    const offered =
      kind === 'none'
        ? { node: await grow(on, { seconds }), error: null }
        : await growOffer(on, kind, which, seconds, tree);
    if (offered.error !== null) tree.errors.set(offered.node.id, offered.error);
    tree.nodes.push(offered.node);
  }
  return tree;
}

const namesOf = ({ nodes, effects }: Tree): string[] => [
  ...new Set(nodes.flatMap((node) => [...replayTo(node, effects).keys()])),
];

const pool = withCache(verifier);

describe('random trees of blocks with transactions, valid and not, in any order', () => {
  const file = temporaryFiles();
  let files = 0;

  const open = (tree: Tree, database: string): Promise<Blockchain> =>
    createBlockchain({ ...networkOf(tree.nodes[0] as Node), stores: sqliteStores({ path: database }), pool });

  const trees = fc.array(plan, { minLength: BLOCKS, maxLength: BLOCKS });

  test('give the tips, LCA and coins of the rules word by word, before and after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(trees, order, async (plans, [arrivals, damaged]) => {
        const tree = await makeTree(plans);
        files += 1;
        const path = file(`${files}.sqlite`);
        const chain = await open(tree, path);
        const model = new Model(tree);
        await receiveAll(chain, model, arrivals, damaged);
        const names = namesOf(tree);
        const before = await stateOf(chain, names);
        expect(before).toEqual(model.state());
        await chain.close();
        const again = await open(tree, path);
        expect(await stateOf(again, names)).toEqual(before);
        for (const { block, id } of tree.nodes) {
          const { result } = await again.receiveBlock(block, NOW_MS);
          expect(result === 'ALREADY_HAVE_BLOCK').toBe(model.known.has(id));
        }
        await again.close();
      }),
      { numRuns: 10 },
    );
  }, 120_000);

  test('hold blocks of every kind, each told its error', async () => {
    const step = (kind: Plan['kind'], back = 0): Plan => ({ back, seconds: 5, kind, which: 1 });
    // Two branches that spend the same coins, then one bad block after another on the first one's last good block.
    const good = [step('none'), step('none'), step('split'), step('ephemeral'), step('split', 2), step('ephemeral')];
    const bad = (['again', 'elsewhere', 'frozen', 'minting'] as const).map((kind, at) => step(kind, 2 + at));
    const tree = await makeTree([...good, ...bad]);
    expect([...tree.errors.values()]).toEqual(bad.map(({ kind }) => OFFERS[kind as OfferKind]));
    const chain = await open(tree, ':memory:');
    const order = tree.nodes.slice(1).map((_, at) => at + 1);
    await receiveAll(chain, new Model(tree), order, []);
    await chain.close();
  });

  test('may have any accepted header asked for its coins, orphans included', async () => {
    await fc.assert(
      fc.asyncProperty(trees, async (plans) => {
        const tree = await makeTree(plans);
        const chain = await open(tree, ':memory:');
        for (const { block } of tree.nodes.slice(1)) await chain.receiveBlock(block, NOW_MS);
        const names = namesOf(tree);
        for (const node of tree.nodes.filter(({ hash }) => chain.hasHeader(hash))) {
          const wanted = replayTo(node, tree.effects);
          expect(await coinsAt(chain, names, node.hash)).toEqual(Object.fromEntries(wanted));
          for (const puzzleHash of Object.values(TAGS).map(freeHash)) {
            const found = await chain.coinsByPuzzleHash(puzzleHash, node.hash);
            const fitting = [...wanted.values()].filter(
              ({ coin }) => Buffer.compare(coin.puzzleHash, puzzleHash) === 0,
            );
            expect(new Set(found)).toEqual(new Set(fitting));
            expect(found).toHaveLength(fitting.length);
          }
        }
        await chain.close();
      }),
      { numRuns: 3 },
    );
  }, 120_000);
});

/** Offers the blocks in an order, those without a parent again and again until nothing changes. */
async function receiveAll(
  chain: Blockchain,
  model: Model,
  arrivals: readonly number[],
  damaged: readonly boolean[],
): Promise<void> {
  const { nodes, errors } = model.tree;
  let waiting = arrivals;
  let progress = true;
  while (progress) {
    const late: number[] = [];
    for (const at of waiting) {
      const node = nodes[at] as Node;
      if (damaged[at - 1]) await offerDamaged(chain, node, model);
      const found = await chain.receiveBlock(node.block, NOW_MS);
      expect(found.result).toBe(model.receive(node));
      if (found.result === 'INVALID_BLOCK') expect(found.error).toBe(errors.get(node.id));
      expect(chain.tips()).toEqual(model.tips.map(({ block }) => block.header));
      expect(chain.lca()).toEqual(naiveLca(model.tips).block.header);
      if (found.result === 'DISCONNECTED_BLOCK') late.push(at);
    }
    progress = late.length < waiting.length;
    waiting = late;
  }
}

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
  readonly tree: Tree;
  readonly known: Set<string>;
  tips: Node[];

  constructor(tree: Tree) {
    const [genesis] = tree.nodes as [Node];
    this.tree = tree;
    this.known = new Set([genesis.id]);
    this.tips = [genesis];
  }

  receive(node: Node): string {
    if (this.known.has(node.id)) return 'ALREADY_HAVE_BLOCK';
    if (!this.known.has(node.parent?.id ?? '')) return 'DISCONNECTED_BLOCK';
    if (this.tree.errors.has(node.id)) return 'INVALID_BLOCK';
    this.known.add(node.id);
    const tips = naiveTips(this.tips, node, CONSTANTS.NUMBER_OF_HEADS);
    this.tips = tips ?? this.tips;
    return tips === null ? 'ADDED_AS_ORPHAN' : 'ADDED_TO_HEAD';
  }

  state(): object {
    const { effects } = this.tree;
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
