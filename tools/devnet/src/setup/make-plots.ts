/**
 * Makes the plots that a devnet still lacks, in a process of its own beside the running network:
 * `make-plots.js FOLDER HARVESTERS COUNT K`, the harvesters' names joined by commas.
 */
import { setPriority } from 'node:os';
import { pathToFileURL } from 'node:url';
import { layout } from '../plan/layout.ts';
import { keysOf } from './keys.ts';
import { ADDRESS_PREFIX, DEVNET_MNEMONIC } from './mnemonic.ts';
import { makePlot, missingPlots, planPlots } from './plots.ts';

/** The network comes first: plots are made with what it leaves of the machine. */
const lowPriority = 10;

async function makePlots([folder = '', harvesters = '', count = '0', k = '18']: readonly string[]): Promise<void> {
  setPriority(lowPriority);
  const keys = keysOf(DEVNET_MNEMONIC, ADDRESS_PREFIX);
  const plans = planPlots(layout(folder), harvesters.split(','), Number(count), Number(k));
  for (const plan of missingPlots(plans)) await makePlot(plan, keys);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await makePlots(process.argv.slice(2));
