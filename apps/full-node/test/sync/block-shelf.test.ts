import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ChainStores, memoryStores } from '@salvia/blockchain';
import { DatabaseError } from '@salvia/database';
import { type FullBlock, headerHash } from '@salvia/protocol';
import { type BlockShelf, createBlockShelf, patienceMs, type WaitingBlock } from '../../src/sync/block-shelf.ts';
import { createFarm, type Farm } from '../support/farm.ts';
import { createHandTimers, type HandTimers } from '../support/hand-timers.ts';

let farm: Farm;
let sync: ChainStores['sync'];
let timers: HandTimers;
let shelf: BlockShelf;

beforeAll(async () => {
  farm = await createFarm();
}, 120_000);
afterAll(() => farm.close());
beforeEach(() => {
  ({ sync } = memoryStores());
  timers = createHandTimers();
  shelf = createBlockShelf({ chain: { sync }, timers });
});

/** No block of the chain, but one that can be kept. */
function blockAt(height: number, filterBytes = 0): FullBlock {
  const { block } = farm.genesis;
  const transactionsFilter = new Uint8Array(filterBytes);
  return { ...block, transactionsFilter, header: { ...block.header, data: { ...block.header.data, height } } };
}
const hashOf = (block: FullBlock): Uint8Array => headerHash(block.header);

function put(block: FullBlock): WaitingBlock {
  const waiting = shelf.place();
  shelf.put(block, waiting);
  return waiting;
}

describe('blocks that wait for their turn', () => {
  test('are never written if it comes soon', async () => {
    const [first, second] = [blockAt(1), blockAt(2)];
    const waiting = [put(first), put(second)];
    await timers.pass(patienceMs);
    expect(shelf.read(hashOf(first), waiting[0] as WaitingBlock)).toEqual(first);
    for (const each of waiting) shelf.release(each);
    await timers.pass(10 * patienceMs);
    expect(sync.blockCount).toBe(0);
  });

  test('are in the table if it does not', async () => {
    put(blockAt(1));
    await timers.pass(patienceMs / 2);
    put(blockAt(2));
    await timers.pass(2 * patienceMs);
    expect(sync.blockCount).toBe(2);
    expect(sync.block(hashOf(blockAt(2)))).toEqual(blockAt(2));
  });

  test('are in the table alone if there are too many bytes of them', () => {
    const large = 20 << 20;
    put(blockAt(1, large));
    const waiting = put(blockAt(2, large));
    expect(waiting.block).toBeNull();
    expect(sync.blockCount).toBe(1);
    expect(shelf.read(hashOf(blockAt(2)), waiting)?.header.data.height).toBe(2);
  });

  test('stay in memory while there is no space, and are written when there is', async () => {
    const { putBlocks } = sync;
    sync.putBlocks = () => {
      throw new DatabaseError('DISK_FULL', { path: 'chain.sqlite' });
    };
    const waiting = put(blockAt(1));
    await timers.pass(5 * patienceMs);
    expect(shelf.read(hashOf(blockAt(1)), waiting)).toEqual(blockAt(1));
    sync.putBlocks = putBlocks;
    await timers.pass(2 * patienceMs);
    expect(sync.hasBlock(hashOf(blockAt(1)))).toBe(true);
  });

  test.each([
    ['are kept for a later run', true],
    ['go', false],
  ])('%s at the end, if that is wished: %s', (_what, keep) => {
    put(blockAt(1));
    shelf.end(keep);
    expect(sync.blockCount).toBe(keep ? 1 : 0);
    expect(timers.planned).toBe(0);
  });
});
