import { beforeAll, describe, expect, test } from '@jest/globals';
import type { HeaderBlock } from '@salvia/protocol';
import {
  type Blockchain,
  createBlockchain,
  type HeaderBranch,
  headerBlockOf,
  sqliteStores,
  type ValidatedHeader,
} from '../../src/index.ts';
import { verifier } from '../consensus/support/farm.ts';
import { temporaryFiles } from '../support/files.ts';
import { challengeOfNode, grow, growChain, NOW_MS, type Node, networkOf } from '../support/tree.ts';

/** A sync by hand: headers some ahead of blocks, blocks through the table; stopped at every point that makes a difference. */
describe('a sync that is stopped', () => {
  const LENGTH = 20;
  const file = temporaryFiles();
  let genesis: Node;
  let main: Node[];

  beforeAll(async () => {
    genesis = await grow(null);
    main = await growChain(genesis, LENGTH);
  });

  const open = (path: string): Promise<Blockchain> =>
    createBlockchain({ ...networkOf(genesis), stores: sqliteStores({ path }), pool: verifier });

  async function append(branch: HeaderBranch, node: Node): Promise<ValidatedHeader> {
    const block = headerBlockOf(node.block, challengeOfNode(node)) as HeaderBlock;
    const appended = await branch.append(block, NOW_MS);
    if ('error' in appended) throw new Error(appended.error);
    return appended.validated;
  }

  /** Begins a sync, and has so much of it when the node stops. */
  async function stopped(path: string, has: { hashes: number; blocks: readonly number[]; added: number }) {
    const chain = await open(path);
    const tip = main.at(-1) as Node;
    chain.sync.begin({ headerHash: tip.hash, height: tip.height, weight: tip.weight });
    chain.sync.addHashes(
      0,
      [genesis, ...main].slice(0, has.hashes).map(({ hash }) => hash),
    );
    for (const node of main.slice(0, has.added)) await chain.receiveBlock(node.block, NOW_MS);
    for (const height of has.blocks) chain.sync.putBlocks([(main[height - 1] as Node).block]);
    await chain.close();
  }

  test.each([
    ['before it has hashes', { hashes: 0, blocks: [], added: 0 }],
    ['within its hashes', { hashes: 7, blocks: [], added: 0 }],
    ['with all hashes', { hashes: LENGTH + 1, blocks: [], added: 0 }],
    ['with blocks that wait', { hashes: LENGTH + 1, blocks: [2, 3, 9, 20], added: 0 }],
    ['between blocks that were added and blocks that wait', { hashes: LENGTH + 1, blocks: [8, 10], added: 6 }],
    ['when all that is missing waits', { hashes: LENGTH + 1, blocks: [18, 19, 20], added: 17 }],
  ])('%s goes on where it was', async (name, has) => {
    const path = file(`${name}.sqlite`);
    await stopped(path, has);
    const chain = await open(path);
    const tip = main.at(-1) as Node;
    expect(chain.sync.target()).toEqual({ headerHash: tip.hash, height: tip.height, weight: tip.weight });
    expect([chain.sync.hashCount, chain.sync.blockCount]).toEqual([has.hashes, has.blocks.length]);

    const missing = [genesis, ...main].slice(has.hashes).map(({ hash }) => hash);
    chain.sync.addHashes(has.hashes, missing);
    const hashes = { length: chain.sync.hashCount, at: (height: number) => chain.sync.hash(height) };
    expect(chain.forkPoint(hashes)).toBe(has.added);

    const branch = chain.branch(chain.sync.hash(has.added) as Uint8Array);
    const fetched: number[] = [];
    for (const node of main.slice(has.added)) {
      const validated = await append(branch, node);
      const kept = chain.sync.block(node.hash);
      if (kept === undefined) fetched.push(node.height);
      expect(await chain.receiveBlock(kept ?? node.block, NOW_MS, { validated })).toMatchObject({
        result: 'ADDED_TO_HEAD',
      });
    }
    expect(branch.weight).toBe(tip.weight);
    const heights = main.slice(has.added).map(({ height }) => height);
    expect(fetched).toEqual(heights.filter((height) => !has.blocks.includes(height)));
    expect(chain.sync.blockCount).toBe(0);
    chain.sync.clear();
    expect([chain.sync.target(), chain.sync.hashCount]).toEqual([null, 0]);
    expect(chain.tips()).toContainEqual(tip.block.header);
    await chain.close();
  });
});
