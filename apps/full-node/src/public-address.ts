import { isIpAddress, isPublic } from '@salvia/peer-store';
import type { NetworkFile } from '@salvia/protocol';
import { type Endpoint, formatEndpoint, ServiceError } from '@salvia/service';

/**
 * Where others reach this node, as the operator says: it is never asked of anybody (network 1.12). Null: not told.
 * @throws ServiceError BAD_CONFIG for a name, and for an address that no node of this network would take
 */
export function checkPublicAddress(address: Endpoint | null, { test }: NetworkFile): Endpoint | null {
  if (address === null) return null;
  const { host } = address;
  if (isIpAddress(host) && (test.privateAddresses || isPublic(host))) return address;
  const allowed = test.privateAddresses ? 'an IP address and a port' : 'a public IP address and a port';
  const line = `publicAddress: found "${formatEndpoint(address)}", allowed: ${allowed}, or null`;
  throw new ServiceError('BAD_CONFIG', line, { field: 'publicAddress' });
}
