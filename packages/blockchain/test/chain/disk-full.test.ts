import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Database, isStorageFailure, openDatabase } from '@salvia/database';
import type { FullBlock, ProofOfTime } from '@salvia/protocol';
import { type Blockchain, checkDatabase, createBlockchain, withCache } from '../../src/index.ts';
import { migrations } from '../../src/store/migrations.ts';
import type { ChainSchema } from '../../src/store/schema.ts';
import { storesIn } from '../../src/store/stores.ts';
import { verifier } from '../consensus/support/farm.ts';
import { fill } from '../consensus/support/hex.ts';
import { temporaryFiles } from '../support/files.ts';
import { smallDisk } from '../support/small-disk.ts';
import { grow, growChain, NOW_MS, type Node, networkOf, prove } from '../support/tree.ts';

const MEGABYTE = 1 << 20;
const pool = withCache(verifier);

/** Somewhere to keep a chain, that can be out of space. */
interface Disk {
  readonly path: string;
  fill(database: Database<ChainSchema>): void;
  free(database: Database<ChainSchema>): void;
}

const temporary = temporaryFiles();
const mounted = smallDisk(16 * MEGABYTE);
const another = smallDisk(2 * MEGABYTE);
afterAll(() => {
  for (const disk of [mounted, another]) disk?.remove();
});

/** SQLite itself refuses to let the file grow. */
const limited: Disk = {
  path: temporary('limited.sqlite'),
  fill: ({ raw }) => void raw.pragma(`max_page_count = ${String(raw.pragma('page_count', { simple: true }))}`),
  free: ({ raw }) => void raw.pragma('max_page_count = 1000000'),
};

const disks: readonly [string, Disk | null][] = [
  ['a file that may not grow', limited],
  ['a file system that is full', mounted && { ...mounted, path: join(mounted.path, 'chain.sqlite') }],
];

for (const [name, disk] of disks) {
  if (disk === null) test.skip(`${name}: mounting one takes Linux and root`, () => undefined);
  else describeDisk(name, disk);
}

function describeDisk(name: string, disk: Disk): void {
  describe(`a chain on ${name}`, () => {
    let genesis: Node;
    let nodes: Node[];
    let long: Node;
    let database: Database<ChainSchema>;
    let chain: Blockchain;

    const open = async (): Promise<void> => {
      database = await openDatabase<ChainSchema>({ path: disk.path, migrations });
      chain = await createBlockchain({ ...networkOf(genesis), stores: storesIn(database), pool });
    };
    const receive = ({ block }: Node) => chain.receiveBlock(block, NOW_MS);
    /** All that can be seen of the chain. */
    const state = async () => ({
      tips: chain.tips(),
      lca: chain.lca(),
      known: nodes.map(({ hash }) => chain.hasHeader(hash)),
      heights: nodes.map(({ height }) => chain.hashAtHeight(height)),
      coins: await chain.coinsByPuzzleHash(genesis.block.header.data.farmerRewardsPuzzleHash),
      unfinished: await chain.listUnfinished(),
      sync: [chain.sync.target(), chain.sync.hashCount, chain.sync.blockCount],
      proof: (await chain.block(long.hash))?.proofOfTime,
    });

    beforeAll(async () => {
      genesis = await grow(null);
      long = await grow(genesis, { long: true });
      nodes = [long, ...(await growChain(long, 60))];
      await open();
      for (const node of nodes.slice(0, 6)) await receive(node);
      chain.sync.begin({ headerHash: fill(1), height: 60, weight: 60n });
      chain.sync.addHashes(0, [genesis.hash]);
      disk.fill(database);
    });
    afterAll(() => chain.close());

    /** Adds block after block: what is free in the file is used up first. @returns the first that there is no room for */
    async function untilFull(): Promise<Node> {
      for (const node of nodes.slice(6)) {
        const before = await state();
        const failed = await receive(node).then(
          () => null,
          (error: unknown) => error,
        );
        if (failed === null) continue;
        expect(failed).toMatchObject({ name: 'DatabaseError', code: 'DISK_FULL' });
        expect(isStorageFailure(failed)).toBe(true);
        expect(await state()).toEqual(before);
        return node;
      }
      throw new Error('there was room for everything');
    }

    test('says so at every write, and is as it was before each', async () => {
      const next = await untilFull();
      const before = await state();
      const full = expect.objectContaining({ code: 'DISK_FULL' });
      await expect(receive(next)).rejects.toEqual(full);
      const large: FullBlock = { ...next.block, proofOfTime: null, transactionsFilter: new Uint8Array(MEGABYTE) };
      await expect(chain.putUnfinished({ challengeHash: fill(1), iterations: 1n, block: large })).rejects.toEqual(full);
      const hashes = Array.from({ length: 20_000 }, () => fill(2));
      expect(() => chain.sync.addHashes(1, hashes)).toThrow(full);
      expect(() => chain.sync.putBlocks([large])).toThrow(full);
      expect(await state()).toEqual(before);
    });

    test('has lost nothing that it had, as far as a check can see', async () => {
      const before = await state();
      await chain.close();
      const network = { ...networkOf(genesis), coinRules: 'mainnet' as const };
      expect(await checkDatabase({ path: disk.path, network })).toMatchObject({ findings: [], sound: true });
      await open();
      expect(await state()).toEqual(before);
    });

    test('goes on once there is space, without being opened again', async () => {
      disk.fill(database);
      const hashes = Array.from({ length: 300_000 }, () => fill(2));
      expect(() => chain.sync.addHashes(1, hashes)).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
      disk.free(database);
      const missing = nodes.filter(({ hash }) => !chain.hasHeader(hash));
      expect(missing.length).toBeGreaterThan(0);
      for (const node of missing) {
        chain.sync.putBlocks([node.block]);
        expect(await receive(node)).toMatchObject({ result: 'ADDED_TO_HEAD' });
        expect(chain.sync.hasBlock(node.hash)).toBe(false);
      }
      const { challengeHash, numberOfIterations } = long.block.proofOfTime as ProofOfTime;
      const compact = await chain.replaceProofOfTime(prove(challengeHash, numberOfIterations));
      expect(compact).toMatchObject({ result: 'REPLACED' });
      const before = await state();
      await chain.close();
      await open();
      expect(await state()).toEqual(before);
    });
  });
}

(another === null ? test.skip : test)(
  'a chain is not begun where there is no space, and is where there is again',
  async () => {
    const path = join(another?.path ?? '', 'folder', 'other.sqlite');
    const genesis = await grow(null);
    const begin = async (): Promise<Blockchain> => {
      const database = await openDatabase<ChainSchema>({ path, migrations });
      return createBlockchain({ ...networkOf(genesis), stores: storesIn(database), pool });
    };
    another?.fill();
    await expect(begin()).rejects.toMatchObject({ code: 'DISK_FULL' });
    another?.free();
    const chain = await begin();
    expect(chain.tips()).toEqual([genesis.block.header]);
    await chain.close();
  },
);
