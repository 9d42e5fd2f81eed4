import { resolve } from 'node:path';
import { emptyFolder, makeFolder } from './plan/folder.ts';
import { type Layout, layout as layoutOf } from './plan/layout.ts';
import type { DevnetOptions } from './plan/options.ts';
import { choosePorts, type Ports } from './plan/ports.ts';
import { loadPlan, saveJson } from './plan/saved-plan.ts';
import { type Shared, serviceConfig } from './plan/service-config.ts';
import { type ServicePlan, topology } from './plan/topology.ts';
import type { ChildSpec } from './processes/child.ts';
import { lockFolder, stopLeftovers } from './processes/lock.ts';
import { createPlotMaker } from './processes/plot-maker.ts';
import { programOf } from './processes/programs.ts';
import { createSupervisor } from './processes/supervisor.ts';
import { prepareCertificates } from './setup/certificates.ts';
import { prepareFolder, type Report } from './setup/prepare.ts';
import { createObserver } from './watch/observer.ts';
import type { Snapshot } from './watch/snapshot.ts';

/** A network of processes on this machine. */
export interface Devnet {
  readonly folder: string;
  readonly services: readonly ServicePlan[];
  readonly ports: Readonly<Record<string, Ports>>;
  /** Of the wallet: farmers and pool are paid there. */
  readonly rewardAddress: string;
  /** Starts every service, and a process that makes the plots still missing. */
  start(): Promise<void>;
  look(): Promise<Snapshot>;
  pids(): ReadonlyMap<string, number>;
  /** Rejects when a service cannot be kept running. */
  readonly failure: Promise<never>;
  /** Stops every service in order and gives the folder up. */
  stop(): Promise<void>;
}

export interface DevnetEvents {
  readonly report: Report;
  readonly onRestart: (name: string, how: string) => void;
}

/** Takes a folder for a devnet and makes whatever it lacks: keys, first plots, genesis, configuration. */
export async function createDevnet(options: DevnetOptions, events: DevnetEvents): Promise<Devnet> {
  const layout = layoutOf(resolve(options.dataDir));
  makeFolder(layout.root);
  const unlock = lockFolder(layout);
  try {
    await stopLeftovers(layout);
    if (options.reset) emptyFolder(layout);
    return await assemble(layout, options, events, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function assemble(
  layout: Layout,
  options: DevnetOptions,
  { report, onRestart }: DevnetEvents,
  unlock: () => void,
): Promise<Devnet> {
  const { k, blockTime, plots } = options;
  const services = topology(options);
  const harvesters = services.filter(({ role }) => role === 'harvester').map(({ name }) => name);
  const { rewardAddress } = await prepareFolder(layout, { k, blockTime, plots, harvesters }, report);
  await prepareCertificates(
    layout,
    services.map(({ name }) => name),
  );
  const ports = await choosePorts(services, loadPlan(layout)?.ports);
  saveJson(layout.plan, { version: 1, k, blockTime, rewardAddress, ports });
  const specs = services.map((service) => writeService(service, { layout, ports, rewardAddress }));
  const supervisor = createSupervisor(specs, { onRestart });
  const plotMaker = createPlotMaker(layout, harvesters, plots, k);
  const observer = createObserver(services, ports);
  return {
    folder: layout.root,
    services,
    ports,
    rewardAddress,
    async start() {
      await supervisor.start();
      plotMaker.start();
    },
    look: () => observer.look(supervisor.pids()),
    pids: supervisor.pids,
    failure: supervisor.failure,
    async stop() {
      plotMaker.stop();
      await supervisor.stop();
      unlock();
    },
  };
}

/** Many processes share one machine: short-lived objects get little room, which costs a little time. */
const memoryFlags = ['--max-semi-space-size=2'];

/** Writes what a service needs to start, and says how to start it. */
function writeService(service: ServicePlan, shared: Shared): ChildSpec {
  const { layout } = shared;
  const { name, role } = service;
  makeFolder(layout.data(name));
  if (role === 'harvester') makeFolder(layout.plots(name));
  saveJson(layout.config(name), serviceConfig(service, shared));
  return {
    name,
    command: [...memoryFlags, programOf(role), '--config', layout.config(name)],
    logFile: layout.log(name),
    readyFile: layout.ready(name),
  };
}
