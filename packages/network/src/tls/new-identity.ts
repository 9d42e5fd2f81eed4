import { type Authority, type IssueOptions, issueCertificate } from './authority.ts';
import type { TlsIdentity } from './identity.ts';
import { newKey, nodeIdOf, parseCertificate, publicKeyOf } from './keys.ts';
import { selfSigned } from './node-certificate.ts';

/**
 * An identity that is in no file, for programs that connect and are gone.
 * @param authority who certifies it; left out, it certifies itself
 */
export async function newIdentity(
  name: string,
  authority: Authority | null = null,
  options: Omit<IssueOptions, 'name'> = {},
): Promise<TlsIdentity> {
  const key = newKey();
  const certificate =
    authority === null
      ? await selfSigned(key, name, options.now)
      : await issueCertificate(authority, publicKeyOf(key), { ...options, name });
  const { publicKey } = parseCertificate(certificate, name);
  return { key, certificate, authority: authority?.certificate ?? null, nodeId: nodeIdOf(publicKey) };
}
