import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createVerifier } from '@salvia/blockchain';
import { keyGen } from '@salvia/bls';
import type { FullBlock } from '@salvia/protocol';
import { createKeyRing, type KeyRing } from '@salvia/wallet';
import { hash32 } from '../../samples/bytes.ts';
import { keptChain, sampleChain } from '../../samples/chain/fixture.ts';
import { type ChainKind, COIN_RULES, CONSTANTS, networkOf } from '../../samples/chain/network.ts';
import type { Surroundings } from '../benchmark.ts';
import { addAhead, replay } from '../blockchain/replay.ts';
import { PREPARED } from '../sync/stage.ts';

/** A key that belongs to nobody else. */
export const MASTER = keyGen(hash32('wallet master'));
export const keyRing = (): KeyRing => createKeyRing(MASTER, COIN_RULES);

/** Blocks whose two rewards are the wallet's. */
const OWN_BLOCKS = 5;
export const OWN_COINS = 2 * OWN_BLOCKS;

/** A kind of chain of that length: small enough for 10,000 blocks of genuine proofs to be made in some minutes. */
export function walletChain(length: number): ChainKind {
  const own = keyRing().key(0).puzzleHash;
  const every = Math.floor(length / (OWN_BLOCKS + 1));
  const isOwn = (height: number): boolean => height > 0 && height % every === 0 && height <= OWN_BLOCKS * every;
  return {
    name: `wallet-${length}`,
    constants: { ...CONSTANTS, DISCRIMINANT_SIZE_BITS: 256 },
    plots: 3,
    rewardsAt: (height) => (isOwn(height) ? own : null),
  };
}

/** The chain, and the database of a full node that has it, in the folder; both are made once and kept. */
export async function prepareChain(surroundings: Surroundings): Promise<readonly FullBlock[]> {
  const { size, folder, kept, progress } = surroundings;
  const kind = walletChain(size);
  const blocks = await sampleChain({ length: size, folder, kept, progress, kind });
  const database = `${keptChain(kept, kind)}.sqlite`;
  const prepared = join(folder, `${PREPARED}.sqlite`);
  if (existsSync(database)) copyFileSync(database, prepared);
  else {
    progress(`a full node gets ${size} blocks, once`);
    const pool = createVerifier({
      network: { ...networkOf(blocks[0] as FullBlock, kind.constants) },
      threads: THREADS,
    });
    const { constants } = kind;
    await replay({ folder, name: PREPARED, pool, blocks, constants, add: addAhead(2 * THREADS) });
    await pool.close();
    copyFileSync(prepared, database);
  }
  return blocks;
}

const THREADS = 2;
