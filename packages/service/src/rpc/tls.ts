import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceError } from '../service-error.ts';

/** What one end of mutual TLS needs, in PEM: its own key and certificate, and the authority that issued those of both ends. */
export interface RpcTls {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
}

interface TlsFolder {
  readonly dataDir: string;
  readonly tlsDir: string | null;
}

/** The folder of a service's key and certificates. */
export const tlsFolderOf = ({ dataDir, tlsDir }: TlsFolder): string => tlsDir ?? join(dataDir, 'tls');

/** Whether a service has the certificate of its network's authority, and so can tell friend from stranger. */
export const hasAuthority = (config: TlsFolder): boolean => existsSync(join(tlsFolderOf(config), 'ca.crt'));

/** Reads the files of a TLS folder. @throws ServiceError BAD_CONFIG */
export function readRpcTls(dir: string): RpcTls {
  const read = (name: string): string => {
    const path = join(dir, name);
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const line = `tlsDir ${dir}: found no readable ${name} (${code}), allowed: a folder with node.key, node.crt and ca.crt`;
      throw new ServiceError('BAD_CONFIG', line, { field: 'tlsDir', path }, error);
    }
  };
  return { key: read('node.key'), cert: read('node.crt'), ca: read('ca.crt') };
}

/** Both ends show a certificate of the authority. Names of hosts are in none, and are not looked at. */
export const mutualTls = (tls: RpcTls) =>
  ({
    ...tls,
    minVersion: 'TLSv1.3',
    requestCert: true,
    rejectUnauthorized: true,
    checkServerIdentity: () => undefined,
  }) as const;
