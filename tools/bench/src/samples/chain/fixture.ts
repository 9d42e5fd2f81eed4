import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FullBlock } from '@salvia/protocol';
import { list } from '@salvia/streamable';
import { withFarm } from './farm.ts';
import { growChain } from './grow.ts';
import { CONSTANTS, VDF_SCHEME } from './network.ts';

const Blocks = list(FullBlock);

/** A plot answers a challenge with one proof on average: with five of them one challenge in 150 finds no proof. */
const PLOTS = 5;
/** A chain of so few blocks is found with two of them as well. */
const FEW_BLOCKS = 10;
const FEW_PLOTS = 2;

export interface ChainWish {
  /** Blocks after genesis. */
  readonly length: number;
  /** For plots, while they are needed. */
  readonly folder: string;
  readonly progress: (text: string) => void;
  /** Where chains are kept. */
  readonly kept: string;
}

/** A chain of genuine proofs: one that was made before, if it is long enough, else a new one, which is then kept. */
export async function sampleChain(wish: ChainWish): Promise<readonly FullBlock[]> {
  const { length, progress, kept } = wish;
  const path = join(kept, `chain-${parameters()}.bin`);
  const known = await readChain(path);
  if (known.length > length) return known.slice(0, length + 1);
  const blocks = await makeChain(wish);
  await mkdir(kept, { recursive: true });
  await writeFile(`${path}.new`, Blocks.encode([...blocks]));
  await rename(`${path}.new`, path);
  progress(`kept the chain in ${path}`);
  return blocks;
}

function makeChain({ length, folder, progress }: ChainWish): Promise<readonly FullBlock[]> {
  const plots = length < FEW_BLOCKS ? FEW_PLOTS : PLOTS;
  progress(`making ${plots} plots`);
  const report = Math.max(1, Math.floor(length / 20));
  let highest = 0;
  return withFarm(folder, plots, (farm) => {
    progress(`making ${length} blocks, once`);
    return growChain(farm, length, (height) => {
      if (height <= highest) return;
      highest = height;
      if (height % report === 0) progress(`made ${height} of ${length} blocks`);
    });
  });
}

/** Empty if there is none, or none that can be read. */
async function readChain(path: string): Promise<readonly FullBlock[]> {
  try {
    return Blocks.decode(await readFile(path));
  } catch {
    return [];
  }
}

/** A digest of what a chain depends on. */
function parameters(): string {
  const text = JSON.stringify([VDF_SCHEME, CONSTANTS], (_, value) => (typeof value === 'bigint' ? `${value}` : value));
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
