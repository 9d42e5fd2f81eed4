import { join } from 'node:path';

/** Where a devnet keeps what, below its data folder. */
export interface Layout {
  readonly root: string;
  /** What the devnet was made with, and its ports. */
  readonly plan: string;
  readonly network: string;
  readonly keys: string;
  /** The network's own authority. Nothing that a service reads is in this folder. */
  readonly authority: string;
  /** Process id of the devnet that uses this folder now. */
  readonly lock: string;
  plots(harvester: string): string;
  config(service: string): string;
  ready(service: string): string;
  log(service: string): string;
  data(service: string): string;
}

export function layout(root: string): Layout {
  const of = (file: string) => (service: string) => join(root, service, file);
  return {
    root,
    plan: join(root, 'devnet.json'),
    network: join(root, 'network.json'),
    keys: join(root, 'keys.json'),
    authority: join(root, 'authority'),
    lock: join(root, 'devnet.pid'),
    plots: of('plots'),
    config: of('config.json'),
    ready: of('ready.json'),
    log: of('service.log'),
    data: of('data'),
  };
}
