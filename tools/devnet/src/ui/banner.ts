import type { Devnet } from '../devnet.ts';
import { formatTable } from './table.ts';

/** What runs where, and how to end it. */
export function formatBanner({ folder, services, ports }: Devnet): string {
  const rows = services.map(({ name, role }) => [
    name,
    role,
    `127.0.0.1:${ports[name]?.port}`,
    `http://127.0.0.1:${ports[name]?.rpcPort}`,
  ]);
  return [
    '',
    'Salvia devnet: a whole network with genuine proofs, on this machine.',
    '',
    formatTable(['service', 'role', 'peers', 'RPC (/rpc/state, /metrics, /healthz)'], rows),
    '',
    `State and logs: ${folder}   Stop: Ctrl-C   Begin anew: --reset`,
    '',
  ].join('\n');
}
