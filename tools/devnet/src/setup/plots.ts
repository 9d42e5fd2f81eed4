import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { keyGen } from '@salvia/bls';
import { createPlot } from '@salvia/proof-of-space';
import type { Layout } from '../plan/layout.ts';
import { type Keys, plotKeys } from './keys.ts';

/** One plot of the devnet: its number decides its keys, and so its id and content. */
export interface PlotPlan {
  readonly path: string;
  readonly index: number;
  readonly k: number;
}

/** All plots of a devnet, dealt out to its harvesters in turn. */
export function planPlots(layout: Layout, harvesters: readonly string[], count: number, k: number): PlotPlan[] {
  return Array.from({ length: count }, (_, index) => ({
    path: join(layout.plots(harvesters[index % harvesters.length] ?? ''), `plot-k${k}-${index + 1}.plot`),
    index,
    k,
  }));
}

export const missingPlots = (plans: readonly PlotPlan[]): PlotPlan[] => plans.filter(({ path }) => !existsSync(path));

/** Makes one plot; what an interrupted run left of it is made again. */
export async function makePlot(
  { path, index, k }: PlotPlan,
  keys: Keys,
  onProgress: (percent: number) => void = () => {},
): Promise<void> {
  mkdirSync(join(path, '..'), { recursive: true });
  rmSync(`${path}.tmp`, { force: true });
  const { plotId, memo } = plotKeys(
    keys,
    keyGen(sha256(utf8ToBytes(`devnet plot ${index} of ${bytesToHex(keys.poolPublicKey)}`))),
  );
  await createPlot({ path, plotId, k, memo, onProgress: ({ percent }) => onProgress(percent) });
}
