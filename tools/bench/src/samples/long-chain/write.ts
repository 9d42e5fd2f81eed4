import { type BlockRecord, type ChainStores, createBlockchain, rewardCoins, sqliteStores } from '@salvia/blockchain';
import { type FullBlock, type Header, headerHash } from '@salvia/protocol';
import { hash32 } from '../bytes.ts';
import { CONSTANTS, networkOf, START } from '../chain/network.ts';
import { ascendingHashes } from './ascending.ts';
import { writeCoins } from './coins.ts';
import { gullible, makeFirst } from './network.ts';

/** Rows of one transaction. */
const BATCH = 20_000;
/** Blocks that are stored besides their headers: those of a million headers would fill a disk. */
const WITH_BLOCK = 2000;
/** Blocks at the end that are stored, all of them, with their coins: a chain that opens looks at those. */
const TAIL = 32;
const COINS_PER_BLOCK = 2;
const ITERATIONS = 1000;

/** The height from which on every block is stored. */
const tailOf = (headers: number): number => headers - Math.min(TAIL, headers >> 1);

/** From one height whose block is stored to the next; they begin at 0. */
export const strideOf = (headers: number): number => Math.ceil(headers / WITH_BLOCK);

/**
 * The database of a chain of so many headers, genesis included: all that a chain needs to open and grow, with the coins of
 * that many blocks. Of the blocks themselves, which nothing asks for, every so-and-so-many-th is there, and the last ones.
 */
export async function writeLongChain(path: string, headers: number, progress: (text: string) => void): Promise<void> {
  const first = await makeFirst();
  const chain = await createBlockchain({ ...networkOf(first), stores: sqliteStores({ path }), pool: gullible });
  await chain.close();
  const stores = await sqliteStores({ path });
  try {
    progress(`writing ${headers.toLocaleString('en-US')} headers`);
    writeHeaders(stores, first, headers);
    progress(`writing the coins of ${headers.toLocaleString('en-US')} blocks`);
    stores.transaction(() => {
      writeCoins(stores, tailOf(headers) * COINS_PER_BLOCK, tailOf(headers) - 1);
      writeTailCoins(stores, headers);
    });
  } finally {
    await stores.close();
  }
}

function writeHeaders(stores: ChainStores, first: FullBlock, headers: number): void {
  const every = strideOf(headers);
  const hashes = ascendingHashes('header', headers);
  const challenges = ascendingHashes('challenge', headers);
  let prevHeaderHash = headerHash(first.header);
  const write = (height: number): void => {
    const stored = height % every === 0 || height >= tailOf(headers);
    const block = stored ? blockAt(first, height, prevHeaderHash) : null;
    const hash = block === null ? hashes(height) : headerHash(block.header);
    const [id, challengeHash] = [height + 1, challenges(height)];
    stores.headers.add({
      id,
      headerHash: hash,
      parentId: height,
      ...recordAt(height),
      challengeHash,
      proofsHash: challengeHash,
    });
    if (block !== null) stores.blocks.add(id, block, { additions: [], removals: [] });
    prevHeaderHash = hash;
  };
  for (let from = 1; from < headers; from += BATCH) {
    stores.transaction(() => {
      for (let height = from; height < Math.min(from + BATCH, headers); height += 1) write(height);
    });
  }
  stores.heads.save({ tips: [headers], lca: headers });
}

function writeTailCoins(stores: ChainStores, headers: number): void {
  for (let height = tailOf(headers); height < headers; height += 1) {
    const rewards = rewardCoins((stores.blocks.header(height + 1) as Header).data);
    stores.coins.apply({ height, additions: [], removals: [], rewards });
  }
}

function recordAt(height: number): BlockRecord {
  return {
    height,
    timestamp: BigInt(START + height * CONSTANTS.BLOCK_TIME_TARGET),
    weight: CONSTANTS.DIFFICULTY_STARTING * BigInt(height + 1),
    totalIters: BigInt(ITERATIONS * (height + 1)),
    minIters: CONSTANTS.MIN_ITERS_STARTING,
  };
}

function blockAt(first: FullBlock, height: number, prevHeaderHash: Uint8Array): FullBlock {
  const { timestamp, weight, totalIters } = recordAt(height);
  const data = {
    ...first.header.data,
    height,
    timestamp,
    weight,
    totalIters,
    prevHeaderHash,
    extensionData: hash32('block', height),
  };
  return { ...first, header: { ...first.header, data } };
}
