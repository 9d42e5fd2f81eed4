import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FullBlock } from '@salvia/protocol';
import { list } from '@salvia/streamable';
import { withFarm } from './farm.ts';
import { growChain } from './grow.ts';
import { type ChainKind, USUAL_CHAIN, VDF_SCHEME } from './network.ts';

const Blocks = list(FullBlock);

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
  readonly kind?: ChainKind;
}

/** Path of what is kept of chains of a kind, without ending. */
export const keptChain = (kept: string, kind: ChainKind): string => join(kept, `${kind.name}-${parameters(kind)}`);

/** A chain of genuine proofs: one that was made before, if it is long enough, else a new one, which is then kept. */
export async function sampleChain(wish: ChainWish): Promise<readonly FullBlock[]> {
  const { length, progress, kept, kind = USUAL_CHAIN } = wish;
  const path = `${keptChain(kept, kind)}.bin`;
  const known = await readChain(path);
  if (known.length > length) return known.slice(0, length + 1);
  const blocks = await makeChain(wish, kind);
  await mkdir(kept, { recursive: true });
  await writeFile(`${path}.new`, Blocks.encode([...blocks]));
  await rename(`${path}.new`, path);
  progress(`kept the chain in ${path}`);
  return blocks;
}

function makeChain({ length, folder, progress }: ChainWish, kind: ChainKind): Promise<readonly FullBlock[]> {
  const plots = length < FEW_BLOCKS ? FEW_PLOTS : kind.plots;
  progress(`making ${plots} plots`);
  const report = Math.max(1, Math.floor(length / 20));
  let highest = 0;
  return withFarm(folder, plots, (farm) => {
    progress(`making ${length} blocks, once`);
    return growChain({ farm, kind }, length, (height) => {
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
function parameters({ constants }: ChainKind): string {
  const text = JSON.stringify([VDF_SCHEME, constants], (_, value) => (typeof value === 'bigint' ? `${value}` : value));
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
