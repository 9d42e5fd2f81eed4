import { createCertificateRequest, identityFiles } from '@salvia/network';
import type { RequestOptions } from '../commands/tls.ts';
import { printResult } from '../result.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Asks for a certificate of a node's key. */
export async function requestCertificate(terminal: Terminal, name: string, options: RequestOptions): Promise<void> {
  await createCertificateRequest(options.dir, name);
  const { key, request } = identityFiles(options.dir);
  printResult(terminal, options, { name, key, request }, () =>
    formatFields([
      ['key', `${key}: stays here`],
      ['request', `${request}: for salvia tls issue, where the authority is`],
    ]),
  );
}
