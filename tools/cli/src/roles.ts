import { DEFAULT_PORTS, type Role, runService } from '@salvia/service';

export const ROLES = Object.keys(DEFAULT_PORTS) as Role[];

export function roleFrom(text: string | undefined): Role | null {
  return ROLES.find((role) => role === text) ?? null;
}

/** Runs a role in this process, with the options that follow its name. Only that role's program is loaded. */
export async function runRole(role: Role, argv: readonly string[]): Promise<void> {
  switch (role) {
    case 'full-node':
      return runService((await import('@salvia/full-node')).fullNode, argv);
    case 'timelord':
      return runService((await import('@salvia/timelord')).timelord, argv);
    case 'farmer':
      return runService((await import('@salvia/farmer')).farmer, argv);
    case 'harvester':
      return runService((await import('@salvia/harvester')).harvester, argv);
    case 'introducer':
      return runService((await import('@salvia/introducer')).introducer, argv);
    case 'wallet':
      return runService((await import('@salvia/wallet-node')).walletNode, argv);
  }
}
