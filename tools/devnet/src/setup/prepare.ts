import { existsSync, readFileSync } from 'node:fs';
import { selectBackend } from '@salvia/bls';
import { openPlot } from '@salvia/proof-of-space';
import { calibrate } from '@salvia/proof-of-time';
import { networkFileToJson, parseNetworkFile } from '@salvia/protocol';
import { DevnetError } from '../errors.ts';
import { devnetConstants } from '../network/constants.ts';
import { createNetwork } from '../network/create-network.ts';
import type { Layout } from '../plan/layout.ts';
import type { DevnetOptions } from '../plan/options.ts';
import { loadPlan, saveJson } from '../plan/saved-plan.ts';
import { saveDevnetKeys } from './key-file.ts';
import { type Keys, keysOf } from './keys.ts';
import { ADDRESS_PREFIX, DEVNET_MNEMONIC } from './mnemonic.ts';
import { makePlot, missingPlots, type PlotPlan, planPlots } from './plots.ts';

/** What preparation tells while it goes on: a step, and how far it is where that takes time. */
export type Report = (step: string, percent: number | null) => void;

/** Plots that the first blocks are farmed from, while the others are being made. */
const firstPlots = 4;

/** Share of a timelord's time that goes into squarings; proofs, messages and checks take the rest. */
const squaringShare = 0.8;

const calibrationMs = 1000;

type Wanted = Pick<DevnetOptions, 'k' | 'plots' | 'blockTime'> & { readonly harvesters: readonly string[] };

/** Makes whatever a devnet folder lacks before its services can start: keys, the first plots, genesis, network file. */
export async function prepareFolder(layout: Layout, wanted: Wanted, report: Report): Promise<Keys> {
  refuseOtherChoices(layout, wanted);
  await selectBackend();
  const keys = keysOf(DEVNET_MNEMONIC, ADDRESS_PREFIX);
  await saveDevnetKeys(layout.keys, DEVNET_MNEMONIC);
  const plots = planPlots(layout, wanted.harvesters, wanted.plots, wanted.k);
  await makeFirstPlots(plots, keys, report);
  if (existsSync(layout.network)) parseNetworkFile(JSON.parse(readFileSync(layout.network, 'utf8')));
  else await makeNetwork(layout, wanted, plots, keys, report);
  return keys;
}

/** What a chain was made with cannot be changed under it. */
function refuseOtherChoices(layout: Layout, wanted: Wanted): void {
  const before = loadPlan(layout);
  if (before === null || (before.k === wanted.k && before.blockTime === wanted.blockTime)) return;
  throw new DevnetError(
    'BAD_DATA_DIR',
    `${layout.root} holds a network made with -k ${before.k} --block-time ${before.blockTime}; use these, --reset, or another --data-dir`,
  );
}

async function makeFirstPlots(plots: readonly PlotPlan[], keys: Keys, report: Report): Promise<void> {
  const first = missingPlots(plots.slice(0, firstPlots));
  for (const [index, plan] of first.entries()) {
    const step = `plot ${index + 1} of ${first.length} to begin with`;
    await makePlot(plan, keys, (percent) => report(step, percent));
  }
}

async function makeNetwork(
  layout: Layout,
  { k, plots: expectedProofs, blockTime }: Wanted,
  plans: readonly PlotPlan[],
  keys: Keys,
  report: Report,
): Promise<void> {
  report('measuring this machine', null);
  const { DISCRIMINANT_SIZE_BITS } = devnetConstants({ iterationsPerSecond: 1, blockTime, expectedProofs, k });
  const iterationsPerSecond = calibrate(DISCRIMINANT_SIZE_BITS, calibrationMs) * squaringShare;
  const constants = devnetConstants({ iterationsPerSecond, blockTime, expectedProofs, k });
  const paths = plans.map(({ path }) => path).filter((path) => existsSync(path));
  const plots = await Promise.all(paths.map(openPlot));
  try {
    const network = await createNetwork({
      name: 'devnet',
      constants,
      plots,
      ...keys,
      test: { privateAddresses: true, controls: true },
      nowSeconds: BigInt(Math.floor(Date.now() / 1000)),
      onProgress: (done, of) => report('genesis: proof of time', Number((100n * done) / of)),
    });
    saveJson(layout.network, networkFileToJson(network));
  } finally {
    await Promise.all(plots.map((plot) => plot.close()));
  }
}
