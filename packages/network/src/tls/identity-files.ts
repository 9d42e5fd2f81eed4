import { join } from 'node:path';

/** The files of a node in its TLS folder. */
export const identityFiles = (dir: string) => ({
  key: join(dir, 'node.key'),
  certificate: join(dir, 'node.crt'),
  /** A certificate that was asked for, and is waited for. */
  request: join(dir, 'node.csr'),
  authority: join(dir, 'ca.crt'),
});
