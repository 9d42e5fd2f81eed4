import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  authorityFiles,
  createAuthority,
  createCertificateRequest,
  identityFiles,
  issueToFolder,
  loadAuthority,
} from '@salvia/network';
import { parseNetworkFile } from '@salvia/protocol';
import type { Layout } from '../plan/layout.ts';

/** Where a service that is told nothing else keeps its key and certificates. */
export const tlsFolder = (layout: Layout, service: string): string => join(layout.data(service), 'tls');

/** Makes the network's authority, and for every service that has none a key with a certificate of that authority. */
export async function prepareCertificates(layout: Layout, services: readonly string[]): Promise<void> {
  const authority = existsSync(authorityFiles(layout.authority).key)
    ? loadAuthority(layout.authority)
    : await createAuthority(layout.authority, parseNetworkFile(JSON.parse(readFileSync(layout.network, 'utf8'))));
  for (const name of services) {
    const folder = tlsFolder(layout, name);
    const { certificate, request, authority: issuer } = identityFiles(folder);
    if ([certificate, issuer].every((path) => existsSync(path))) continue;
    const pem = await createCertificateRequest(folder, name);
    await issueToFolder(authority, { pem, path: request }, folder);
  }
}
