/**
 * Makes everything that a network's services read before any of them starts, for services that do not share a folder
 * (containers, other machines): `init.js FOLDER [--plots N] [-k K] [--block-time S] [--services NAME,…]`. What is there already is kept.
 */
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { selectBackend } from '@salvia/bls';
import { DevnetError } from '../errors.ts';
import { makeFolder } from '../plan/folder.ts';
import { layout as devnetLayout, type Layout } from '../plan/layout.ts';
import { between } from '../plan/options.ts';
import { loadPlan, saveJson } from '../plan/saved-plan.ts';
import { lockFolder } from '../processes/lock.ts';
import { prepareCertificates } from './certificates.ts';
import { keysOf } from './keys.ts';
import { ADDRESS_PREFIX, DEVNET_MNEMONIC } from './mnemonic.ts';
import { makePlot, missingPlots, planPlots } from './plots.ts';
import { prepareFolder, type Report } from './prepare.ts';

export interface InitOptions {
  readonly folder: string;
  readonly plots: number;
  readonly k: number;
  /** Seconds a block should take. */
  readonly blockTime: number;
  /** Services to make keys and certificates for. */
  readonly services: readonly string[];
}

/** All plots go to one harvester. */
const harvesters = ['harvester'];

/** Plots are made in threads; more of them at a time than this would only take memory. */
const mostThreads = 4;

/** A folder for each kind of file, so that a service can be given `network`, `keys`, `plots` or its own folder of `services`, and nothing else. */
export function initLayout(folder: string): Layout {
  const root = resolve(folder);
  const network = join(root, 'network');
  return {
    ...devnetLayout(root),
    plan: join(network, 'devnet.json'),
    network: join(network, 'network.json'),
    lock: join(network, 'devnet.pid'),
    keys: join(root, 'keys', 'keys.json'),
    plots: () => join(root, 'plots'),
    data: (service) => join(root, 'services', service),
  };
}

function parsed(argv: readonly string[]) {
  const text = (standard: string) => ({ type: 'string', default: standard }) as const;
  const options = { plots: text('12'), k: { ...text('18'), short: 'k' }, 'block-time': text('6'), services: text('') };
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new DevnetError('BAD_OPTION', (error as Error).message);
  }
}

/** The options on a command line. */
export function parseInitOptions(argv: readonly string[]): InitOptions {
  const { positionals, values } = parsed(argv);
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1)
    throw new DevnetError('BAD_OPTION', `found ${positionals.length} folders, allowed: one`);
  return {
    folder,
    plots: between('plots', 1, 500)(values.plots),
    k: between('k', 18, 20)(values.k),
    blockTime: between('block-time', 3, 600)(values['block-time']),
    services: serviceNames(values.services),
  };
}

function serviceNames(text: string): string[] {
  const names = text.split(',').filter((name) => name !== '');
  const bad = names.find((name) => !/^[a-z0-9-]{1,60}$/.test(name));
  if (bad === undefined) return names;
  throw new DevnetError('BAD_OPTION', `--services: found "${bad}", allowed: small letters, digits and hyphens`);
}

async function makeAllPlots(layout: Layout, { plots, k }: InitOptions, report: Report): Promise<void> {
  const keys = keysOf(DEVNET_MNEMONIC, ADDRESS_PREFIX);
  const waiting = missingPlots(planPlots(layout, harvesters, plots, k));
  const makeInTurn = async () => {
    for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
      const step = `plot ${plan.index + 1} of ${plots}`;
      await makePlot(plan, keys, (percent) => report(step, percent));
    }
  };
  const threads = Math.min(availableParallelism(), mostThreads);
  await Promise.all(Array.from({ length: threads }, makeInTurn));
}

/**
 * Fills a folder: `network/` for every service, `keys/` for the farmer, `plots/` for the harvester, `services/NAME` for the data
 * of each service, with its certificates in it, and `authority/` for nobody.
 */
export async function initFolder(options: InitOptions, report: Report): Promise<void> {
  const { folder, plots, k, blockTime, services } = options;
  const layout = initLayout(folder);
  for (const file of [layout.network, layout.keys]) makeFolder(dirname(file));
  const unlock = lockFolder(layout);
  try {
    await selectBackend();
    // Before the genesis block, whose time should not be long before that of the first block.
    if (loadPlan(layout) === null) await makeAllPlots(layout, options, report);
    const { rewardAddress } = await prepareFolder(layout, { k, blockTime, plots, harvesters }, report);
    await prepareCertificates(layout, services);
    await makeAllPlots(layout, options, report);
    saveJson(layout.plan, { version: 1, k, blockTime, rewardAddress, ports: {} });
  } finally {
    unlock();
  }
}

/** A line for every step and every quarter of it: what a log can hold. */
function progressLines(say: (line: string) => void): Report {
  const quarters = new Map<string, number>();
  return (step, percent) => {
    const quarter = percent === null ? 0 : Math.floor(percent / 25);
    if (quarter <= (quarters.get(step) ?? -1)) return;
    quarters.set(step, quarter);
    say(percent === null ? step : `${step}: ${quarter * 25} %`);
  };
}

async function main(argv: readonly string[]): Promise<void> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  // As the first process of a container it would not be ended by a signal that nobody handles.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));
  try {
    const options = parseInitOptions(argv);
    await initFolder(options, progressLines(say));
    say(`${resolve(options.folder)} holds a network with ${options.plots} plots of size ${options.k}`);
  } catch (error) {
    process.stderr.write(`init: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof DevnetError ? error.exitCode : 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));
