import { authorityFiles, createAuthority } from '@salvia/network';
import { readNetworkFile } from '@salvia/service';
import type { CreateAuthorityOptions } from '../commands/tls.ts';
import { printResult } from '../result.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Makes the authority of a network. */
export async function createAuthorityFiles(terminal: Terminal, options: CreateAuthorityOptions): Promise<void> {
  const networkId = options.networkId ?? readNetworkFile(options.network).networkId;
  await createAuthority(options.dir, { networkId, ...(options.days !== undefined && { days: options.days }) });
  const { key, certificate } = authorityFiles(options.dir);
  printResult(terminal, options, { networkId, key, certificate }, () =>
    formatFields([
      ['network id', networkId],
      ['key', `${key}: whoever has it can trust anybody in your name; keep it here`],
      ['certificate', `${certificate}: for every node`],
    ]),
  );
}
