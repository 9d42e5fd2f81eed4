import { join } from 'node:path';
import { bls, keyGen } from '@salvia/bls';
import { createPlot, openPlot, type Plot } from '@salvia/proof-of-space';
import { plotId } from '@salvia/protocol';
import { hash32 } from './bytes.ts';

/** Plot size of all benchmarks: the smallest, which a devnet uses. */
export const K = 18;

export interface FarmKeys {
  readonly pool: Uint8Array;
  readonly farmer: Uint8Array;
  readonly local: Uint8Array;
  readonly poolPublicKey: Uint8Array;
  readonly plotPublicKey: Uint8Array;
}

/** Keys of one plot of a farm; always the same. */
export function farmKeys(index: number = 0): FarmKeys {
  const [pool, farmer, local] = [keyGen(hash32('pool')), keyGen(hash32('farmer')), keyGen(hash32('local', index))];
  const publicKey = (secretKey: Uint8Array) => bls().publicKey(secretKey);
  const plotPublicKey = bls().addPublicKeys([publicKey(local), publicKey(farmer)]);
  return { pool, farmer, local, poolPublicKey: publicKey(pool), plotPublicKey };
}

/** Lends a plot of size K made under `farmKeys`. */
export async function withPlot<T>(folder: string, use: (plot: Plot) => Promise<T>, index: number = 0): Promise<T> {
  const path = join(folder, `sample-${index}-k${K}.bin`);
  await createPlot({ path, plotId: plotId(farmKeys(index)), k: K, memo: new Uint8Array() });
  const plot = await openPlot(path);
  try {
    return await use(plot);
  } finally {
    await plot.close();
  }
}
