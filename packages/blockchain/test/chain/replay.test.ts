import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Blockchain, createBlockchain, memoryStores, sqliteStores, withCache } from '../../src/index.ts';
import { verifier } from '../consensus/support/farm.ts';
import { dumpOf } from '../store/dump.ts';
import { everythingIn } from '../store/everything.ts';
import { temporaryFiles } from '../support/files.ts';
import { growOffer } from '../support/offers.ts';
import { chainOf, grow, NOW_MS, type Node, networkOf } from '../support/tree.ts';

/** Branches, each of so many blocks on a block that many below the highest, with spends. */
const branch = fc.record({ below: fc.nat(4), length: fc.integer({ min: 1, max: 4 }), which: fc.nat(20) });
const plan = fc.array(branch, { minLength: 2, maxLength: 5 });
type Branch = typeof branch extends fc.Arbitrary<infer Value> ? Value : never;

const pool = withCache(verifier);

/** A tree of valid blocks, in the order in which they are made. */
async function growTree(branches: readonly Branch[]): Promise<Node[]> {
  const tree = { nodes: [await grow(null)], effects: new Map() };
  for (const [at, { below, length, which }] of branches.entries()) {
    const path = chainOf(highest(tree.nodes));
    let on = path[Math.max(0, path.length - 1 - below)] as Node;
    for (let made = 0; made < length; made += 1) {
      const kind = (made + which) % 2 === 0 ? 'split' : 'ephemeral';
      on = (await growOffer(on, kind, which + made, 10 + at, tree)).node;
      tree.nodes.push(on);
    }
  }
  return tree.nodes;
}

const highest = (nodes: readonly Node[]): Node =>
  nodes.reduce((best, node) => (node.weight > best.weight ? node : best));

describe('rolling back and applying', () => {
  const file = temporaryFiles();
  let files = 0;
  /** How often an LCA was given up for one that does not descend from it. */
  let backward = 0;

  async function written(nodes: readonly Node[]): Promise<string> {
    files += 1;
    const path = file(`${files}.sqlite`);
    const [genesis, ...rest] = nodes as [Node, ...Node[]];
    const chain = await createBlockchain({ ...networkOf(genesis), stores: sqliteStores({ path }), pool });
    await receive(chain, rest);
    await chain.close();
    return path;
  }

  async function receive(chain: Blockchain, nodes: readonly Node[]): Promise<void> {
    for (const { block } of nodes) {
      const before = chain.lca().data.height;
      const { result } = await chain.receiveBlock(block, NOW_MS);
      if (chain.lca().data.height < before) backward += 1;
      expect(['ADDED_TO_HEAD', 'ADDED_AS_ORPHAN', 'ALREADY_HAVE_BLOCK']).toContain(result);
    }
  }

  test('leaves the bytes that the final chain alone leaves, however the chain came about', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (branches) => {
        const nodes = await growTree(branches);
        // Three blocks on the heaviest one make its chain that of all tips, whatever came before.
        let top = highest(nodes);
        const last: Node[] = [];
        for (let more = 0; more < 3; more += 1) {
          top = await grow(top, { seconds: 7 });
          last.push(top);
        }
        const [wandering, straight] = [await written([...nodes, ...last]), await written(chainOf(top))];
        const dump = dumpOf(wandering);
        expect(dump).toEqual(dumpOf(straight));
        expect(dump.lca).toHaveLength(1);
        expect(dump.headers).toHaveLength(top.height + 1);
      }),
      { numRuns: 12 },
    );
    expect(backward).toBeGreaterThan(0);
  }, 240_000);

  test('does in memory what it does in a file, block by block', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (branches) => {
        const [genesis, ...rest] = (await growTree(branches)) as [Node, ...Node[]];
        const both = [memoryStores(), await sqliteStores({ path: ':memory:' })] as const;
        const chains: Blockchain[] = [];
        for (const stores of both) chains.push(await createBlockchain({ ...networkOf(genesis), stores, pool }));
        for (const node of rest) {
          for (const chain of chains) await receive(chain, [node]);
          expect(everythingIn(both[0])).toEqual(everythingIn(both[1]));
        }
        for (const chain of chains) await chain.close();
      }),
      { numRuns: 5 },
    );
  }, 240_000);
});
