import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FullBlock } from '@salvia/protocol';
import { list } from '@salvia/streamable';
import { withFarm } from './farm.ts';
import { growChain } from './grow.ts';
import { CONSTANTS, VDF_SCHEME } from './network.ts';

/** Where samples that take long to make are kept, seen from the sources as from what they are compiled to. */
const KEPT = fileURLToPath(new URL('../../../../../.salvia/bench/', import.meta.url));

const Blocks = list(FullBlock);

export interface ChainWish {
  /** Blocks after genesis. */
  readonly length: number;
  /** For plots, while they are needed. */
  readonly folder: string;
  readonly progress: (text: string) => void;
  /** Where chains are kept; by default below the project's ignored folder. */
  readonly kept?: string;
}

/** A chain of genuine proofs: one that was made before, if it is long enough, else a new one, which is then kept. */
export async function sampleChain({ length, folder, progress, kept = KEPT }: ChainWish): Promise<readonly FullBlock[]> {
  const path = join(kept, `chain-${parameters()}.bin`);
  const known = await readChain(path);
  if (known.length > length) return known.slice(0, length + 1);
  const blocks = await makeChain({ length, folder, progress });
  await mkdir(kept, { recursive: true });
  await writeFile(`${path}.new`, Blocks.encode([...blocks]));
  await rename(`${path}.new`, path);
  progress(`kept the chain in ${path}`);
  return blocks;
}

function makeChain({ length, folder, progress }: ChainWish): Promise<readonly FullBlock[]> {
  progress('making plots');
  const report = Math.max(1, Math.floor(length / 20));
  let highest = 0;
  return withFarm(folder, (farm) => {
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
