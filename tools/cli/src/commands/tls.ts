import type { Command } from 'commander';
import { integer } from '../arguments.ts';
import type { ResultOptions } from '../result.ts';
import type { Terminal } from '../terminal.ts';

export interface CreateAuthorityOptions extends ResultOptions {
  readonly dir: string;
  readonly network: string;
  readonly networkId?: string;
  readonly days?: number;
}

export interface RequestOptions extends ResultOptions {
  readonly dir: string;
}

export interface IssueOptions extends ResultOptions {
  readonly authority: string;
  readonly out?: string;
  readonly name?: string;
  readonly days?: number;
}

export interface SelfSignedOptions extends ResultOptions {
  readonly dir: string;
  readonly renew?: boolean;
}

const days = integer(1, 36_500);
const nodeFolder = ['--dir <folder>', "the node's TLS folder (its option tlsDir)", 'tls'] as const;
const json = ['--json', 'print JSON'] as const;

export function addTlsCommands(program: Command, terminal: Terminal): void {
  const tls = program.command('tls').description('keys and certificates: who a node is, and whom private links trust');
  tls
    .command('create-authority')
    .description('make the authority of a network: ca.key, which stays where it is, and ca.crt, which every node gets')
    .option('--dir <folder>', "folder for the authority alone: not a node's", 'authority')
    .option('--network <file>', 'network file', 'network.json')
    .option('--network-id <id>', 'id of the network, instead of its file')
    .option('--days <days>', 'for how long it is valid (default: ten years)', days)
    .option(...json)
    .action(async (options: CreateAuthorityOptions) =>
      (await import('../tls/create-authority.ts')).createAuthorityFiles(terminal, options),
    );
  tls
    .command('request')
    .description('ask for a certificate: make node.key if there is none, and node.csr for the authority')
    .argument('<name>', 'what the node is called, as in farmer-1')
    .option(...nodeFolder)
    .option(...json)
    .action(async (name: string, options: RequestOptions) =>
      (await import('../tls/request.ts')).requestCertificate(terminal, name, options),
    );
  tls
    .command('issue')
    .description("answer a request: write node.crt and a copy of the authority's ca.crt")
    .argument('<request>', 'the node.csr of the node')
    .option('--authority <folder>', 'where the authority is', 'authority')
    .option('--out <folder>', 'folder to write to (default: that of the request)')
    .option('--name <name>', 'another name than the one that is asked for')
    .option('--days <days>', 'for how long it is valid (default: 825)', days)
    .option(...json)
    .action(async (request: string, options: IssueOptions) =>
      (await import('../tls/issue.ts')).answerRequest(terminal, request, options),
    );
  tls
    .command('self-signed')
    .description('make a certificate that proves its key and nothing else: enough for public links')
    .argument('<name>', 'what the node is called')
    .option(...nodeFolder)
    .option('--renew', 'replace the certificate that is there; the key and the node id stay')
    .option(...json)
    .action(async (name: string, options: SelfSignedOptions) =>
      (await import('../tls/self-signed.ts')).makeSelfSigned(terminal, name, options),
    );
  tls
    .command('show')
    .description('check the files of a node and show its node id and certificate')
    .option(...nodeFolder)
    .option(...json)
    .action(async (options: RequestOptions) => (await import('../tls/show.ts')).showIdentity(terminal, options));
}
