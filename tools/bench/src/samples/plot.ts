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

/** Keys of a farm of one plot; always the same. */
export function farmKeys(): FarmKeys {
  const [pool, farmer, local] = ['pool', 'farmer', 'local'].map((name) => keyGen(hash32(name)));
  const keys = { pool: pool!, farmer: farmer!, local: local! };
  const publicKey = (secretKey: Uint8Array) => bls().publicKey(secretKey);
  const plotPublicKey = bls().addPublicKeys([publicKey(keys.local), publicKey(keys.farmer)]);
  return { ...keys, poolPublicKey: publicKey(keys.pool), plotPublicKey };
}

/** Lends a plot of size K made under `farmKeys`. */
export async function withPlot<T>(folder: string, use: (plot: Plot) => Promise<T>): Promise<T> {
  const path = join(folder, `sample-k${K}.bin`);
  await createPlot({ path, plotId: plotId(farmKeys()), k: K, memo: new Uint8Array() });
  const plot = await openPlot(path);
  try {
    return await use(plot);
  } finally {
    await plot.close();
  }
}
