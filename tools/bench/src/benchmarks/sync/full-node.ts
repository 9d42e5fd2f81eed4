import { fileURLToPath } from 'node:url';
import { ServiceProcess, type ServiceWish } from '../service-process.ts';

/** The program, as its users start it. */
const program = fileURLToPath(new URL('dist/main.js', import.meta.resolve('@salvia/full-node/package.json')));

export type FullNode = ServiceProcess;

/** Resolves when it runs. */
export const startFullNode = (wish: Omit<ServiceWish, 'program'>): Promise<FullNode> =>
  ServiceProcess.start({ program, ...wish });
