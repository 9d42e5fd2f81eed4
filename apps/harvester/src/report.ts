import { hexBytes, type Metrics, type RpcRouter } from '@salvia/service';
import { z } from 'zod';
import type { LoadedPlot } from './plots/loaded-plot.ts';
import type { HarvesterState } from './state.ts';

const plotSchema = z.object({
  path: z.string(),
  plotId: hexBytes(),
  k: z.int(),
  bytes: z.number(),
  poolPublicKey: hexBytes(),
  farmerPublicKey: hexBytes(),
  plotPublicKey: hexBytes(),
});

const stateSchema = z.object({
  plots: z.object({ count: z.int(), bytes: z.number(), list: z.array(plotSchema) }),
  failedPlots: z.array(z.object({ path: z.string(), code: z.string() })),
  lastChallenge: z
    .object({ challengeHash: hexBytes(), receivedAt: z.number(), plots: z.int(), qualities: z.int() })
    .nullable(),
  challenges: z.int(),
  lookups: z.int(),
  failedLookups: z.int(),
  qualities: z.int(),
  proofs: z.int(),
  signatures: z.int(),
});

/** `GET /rpc/state` of a harvester. Secret keys of plots never leave (network 7.1). */
export function addStateRoute(rpc: RpcRouter, { library, tally }: HarvesterState): void {
  rpc.get('/state', { summary: 'plots, last challenge, lookups and proofs', response: stateSchema }, () => ({
    ...tally,
    lastChallenge: tally.lastChallenge && { ...tally.lastChallenge },
    plots: { count: library.plots().length, bytes: bytesOf(library.plots()), list: library.plots().map(publicPart) },
    failedPlots: library.failed().map(({ path, code }) => ({ path, code })),
  }));
}

export function addHarvesterMetrics(metrics: Metrics, { library, tally }: HarvesterState): void {
  metrics.gauge('salvia_harvester_plots', 'plots that are farmed', [], (gauge) => gauge.set(library.plots().length));
  metrics.gauge('salvia_harvester_plot_bytes', 'size of their files, bytes', [], (gauge) =>
    gauge.set(bytesOf(library.plots())),
  );
  metrics.total('salvia_harvester_challenges_total', 'challenges received', () => tally.challenges);
  metrics.total('salvia_harvester_lookups_total', 'plots looked up', () => tally.lookups);
  metrics.total('salvia_harvester_failed_lookups_total', 'plots that could not be read', () => tally.failedLookups);
  metrics.total('salvia_harvester_qualities_total', 'qualities found', () => tally.qualities);
  metrics.total('salvia_harvester_proofs_total', 'full proofs given out', () => tally.proofs);
}

const bytesOf = (plots: readonly LoadedPlot[]): number => plots.reduce((sum, { bytes }) => sum + bytes, 0);

const publicPart = ({ path, plotId, k, bytes, poolPublicKey, farmerPublicKey, plotPublicKey }: LoadedPlot) => ({
  path,
  plotId,
  k,
  bytes,
  poolPublicKey,
  farmerPublicKey,
  plotPublicKey,
});
