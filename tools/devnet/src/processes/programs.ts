import { fileURLToPath } from 'node:url';
import type { Role } from '@salvia/service';

const packages: Readonly<Record<Role, string>> = {
  'full-node': '@salvia/full-node',
  timelord: '@salvia/timelord',
  farmer: '@salvia/farmer',
  harvester: '@salvia/harvester',
  introducer: '@salvia/introducer',
  wallet: '@salvia/wallet-node',
};

/** The built program of a role. */
export const programOf = (role: Role): string =>
  fileURLToPath(new URL('dist/main.js', import.meta.resolve(`${packages[role]}/package.json`)));
