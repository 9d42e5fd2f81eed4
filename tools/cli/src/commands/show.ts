import { DEFAULT_PORTS, type Role } from '@salvia/service';
import { Argument, type Command, Option } from 'commander';
import type { ResultOptions } from '../result.ts';
import { ROLES } from '../roles.ts';
import type { Terminal } from '../terminal.ts';

const SUBJECTS = ['state', 'tips', 'peers', 'bans', 'metrics'] as const;
export type Subject = (typeof SUBJECTS)[number];

export interface ShowOptions extends ResultOptions {
  readonly role: Role;
  readonly rpc?: string;
  readonly tlsDir?: string;
  readonly sync?: boolean;
  /** Of a ban. */
  readonly lift?: string;
}

export function addShowCommand(program: Command, terminal: Terminal): void {
  program
    .command('show')
    .description('show what a running service knows, over its RPC')
    .addArgument(
      new Argument('[subject]', 'what to show; tips are those of a full node').choices(SUBJECTS).default('state'),
    )
    .addOption(
      new Option('--role <role>', 'which service, at its default RPC port').choices(ROLES).default('full-node'),
    )
    .option('--rpc <url>', 'where its RPC listens instead, as in http://127.0.0.1:8555')
    .option('--tls-dir <folder>', 'key and certificates for an RPC beyond its own machine, at an https URL')
    .option('--lift <key>', 'with bans: let the peer come back whose ban has this key')
    .option('--sync', 'how far a full node is in catching up: a bar on a terminal until that is over, else one line')
    .option('--json', 'print JSON')
    .action(async (subject: Subject, options: ShowOptions) => {
      const { show } = await import('../show/show.ts');
      const url = options.rpc ?? `http://127.0.0.1:${DEFAULT_PORTS[options.role].rpcPort}`;
      await show(terminal, subject, url, options);
    });
}
