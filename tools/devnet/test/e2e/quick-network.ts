import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { selectBackend } from '@salvia/bls';
import { openPlot } from '@salvia/proof-of-space';
import { type Constants, type NetworkFile, networkFileToJson } from '@salvia/protocol';
import { createNetwork } from '../../src/network/create-network.ts';
import { layout } from '../../src/plan/layout.ts';
import { saveJson } from '../../src/plan/saved-plan.ts';
import { saveDevnetKeys } from '../../src/setup/key-file.ts';
import { keysOf } from '../../src/setup/keys.ts';
import { DEVNET_MNEMONIC } from '../../src/setup/mnemonic.ts';
import { makePlot, planPlots } from '../../src/setup/plots.ts';

const k = 18;

export interface QuickNetworkWish {
  /** How many plots each harvester has; no two have the same. */
  readonly plots: Readonly<Record<string, number>>;
  readonly constants: Constants;
}

/** Makes keys, plots, genesis and network file in a folder, as a devnet does, but with any constants. */
export async function quickNetwork(folder: string, { plots, constants }: QuickNetworkWish): Promise<NetworkFile> {
  await selectBackend();
  const places = layout(folder);
  const keys = keysOf(DEVNET_MNEMONIC, 'txch');
  await saveDevnetKeys(places.keys, DEVNET_MNEMONIC);
  const waiting = Object.entries(plots).flatMap(([harvester, count], place) =>
    planPlots(places, [harvester], count, k).map((plan) => ({ ...plan, index: plan.index + 100 * place })),
  );
  const makeInTurn = async () => {
    for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) await makePlot(plan, keys);
  };
  await Promise.all([makeInTurn(), makeInTurn()]);
  const files = Object.keys(plots).flatMap((harvester) => {
    const plotFolder = places.plots(harvester);
    return readdirSync(plotFolder).map((file) => join(plotFolder, file));
  });
  const opened = await Promise.all(files.map(openPlot));
  try {
    const network = await createNetwork({
      name: 'quick',
      constants,
      plots: opened,
      ...keys,
      test: { privateAddresses: true, controls: true },
      nowSeconds: BigInt(Math.floor(Date.now() / 1000)),
    });
    saveJson(places.network, networkFileToJson(network));
    return network;
  } finally {
    await Promise.all(opened.map((plot) => plot.close()));
  }
}
