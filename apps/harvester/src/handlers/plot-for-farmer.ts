import { resolve } from 'node:path';
import type { Peer } from '@salvia/protocol';
import type { LoadedPlot } from '../plots/loaded-plot.ts';
import type { HarvesterState } from '../state.ts';

/** The plot that a farmer names, if it is loaded and made for that farmer's keys. */
export function plotForFarmer(
  { library, farmers, log }: Pick<HarvesterState, 'library' | 'farmers' | 'log'>,
  plotId: string,
  { nodeId }: Pick<Peer, 'nodeId'>,
): LoadedPlot | null {
  const plot = library.find(resolve(plotId));
  if (plot !== null && farmers.owns(nodeId, plot)) return plot;
  log.warn({ code: 'UNKNOWN_PLOT', plotId, farmer: nodeId }, 'a farmer asks for a plot that it has not here');
  return null;
}
