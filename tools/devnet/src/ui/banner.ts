import { relative } from 'node:path';
import { DEFAULT_PORTS } from '@salvia/service';
import type { Devnet } from '../devnet.ts';
import { WALLET } from '../plan/topology.ts';
import { rpcUrl } from '../plan/wallet-url.ts';
import type { WalletRow } from '../watch/snapshot.ts';
import { formatTable, formatWallet } from './table.ts';

type Shown = Pick<Devnet, 'folder' | 'services' | 'ports' | 'rewardAddress'>;

/** What runs where, whose the coins are, and how to end it. */
export function formatBanner(devnet: Shown, wallet: WalletRow | null): string {
  const { folder, services, ports } = devnet;
  const rows = services.map(({ name, role }) => [
    name,
    role,
    `127.0.0.1:${ports[name]?.port}`,
    rpcUrl(ports[name]?.rpcPort ?? 0),
  ]);
  return [
    '',
    'Salvia devnet: a whole network with genuine proofs, on this machine.',
    '',
    formatTable(['service', 'role', 'peers', 'RPC (/rpc/state, /metrics, /healthz)'], rows),
    '',
    ...walletLines(devnet, wallet),
    '',
    `State and logs: ${folder}   Stop: Ctrl-C   Begin anew: --reset`,
    '',
  ].join('\n');
}

/** Commands as they have to be given: what differs from their defaults is named. */
function walletLines({ folder, ports, rewardAddress }: Shown, wallet: WalletRow | null): string[] {
  const { rpcPort } = ports[WALLET] ?? DEFAULT_PORTS.wallet;
  const rpc = rpcPort === DEFAULT_PORTS.wallet.rpcPort ? '' : ` --rpc ${rpcUrl(rpcPort)}`;
  const place = relative('', folder);
  const dataDir = place === '.devnet' ? '' : ` --data-dir ${place === '' || place.startsWith('..') ? folder : place}`;
  return [
    `The ${formatWallet(wallet)}; all rewards go to`,
    `  ${rewardAddress}`,
    `Pay from it:            npx salvia wallet send${rpc} ADDRESS AMOUNT`,
    `Coins for a wallet:     npx salvia faucet${dataDir} ADDRESS`,
  ];
}
