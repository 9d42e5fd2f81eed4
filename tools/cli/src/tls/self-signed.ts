import { existsSync } from 'node:fs';
import { createSelfSigned, identityFiles } from '@salvia/network';
import { CliError } from '../cli-error.ts';
import type { SelfSignedOptions } from '../commands/tls.ts';
import type { Terminal } from '../terminal.ts';
import { showIdentity } from './show.ts';

/** Makes a self-signed certificate of a node's key. */
export async function makeSelfSigned(terminal: Terminal, name: string, options: SelfSignedOptions): Promise<void> {
  const { certificate, authority } = identityFiles(options.dir);
  if (existsSync(authority)) {
    throw new CliError('FAILED', `${authority} is there: the node needs a certificate of that authority`);
  }
  if (existsSync(certificate) && options.renew !== true) {
    throw new CliError('FAILED', `${certificate} exists already and is kept; --renew replaces it`);
  }
  await createSelfSigned(options.dir, name);
  showIdentity(terminal, options);
}
