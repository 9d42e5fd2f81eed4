import { formatIp, ipBytes, isMappedIpv4 } from './ip.ts';
import { inLoopback, isNobody, isRoutable } from './ranges.ts';

/** Where a peer listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * The one spelling of a host that addresses are compared by: lower case, IPv4 without its IPv6 disguise, IPv6 in its
 * short form. Otherwise one node could pass for many.
 */
export function normalHost(host: string): string {
  const text = host.toLowerCase();
  if (!text.includes(':')) return text; // IPv4 has one spelling, and so has a name
  const [address = '', zone] = text.split('%');
  const bytes = ipBytes(address);
  if (bytes === null) return text;
  if (isMappedIpv4(bytes)) return formatIp(bytes.subarray(12));
  return zone === undefined ? formatIp(bytes) : `${formatIp(bytes)}%${zone}`;
}

/** Host and port as a key: several nodes may share a host (network 9, Q23). */
export const addressKey = ({ host, port }: Address): string => `${normalHost(host)} ${port}`;

/** Whether the text is an IPv4 or IPv6 address that means the same on every machine: no name, no zone. */
export const isIpAddress = (host: string): boolean => ipBytes(host) !== null;

/** An address of this machine only; `localhost` counts. */
export const isLoopback = (host: string): boolean => host.toLowerCase() === 'localhost' || inLoopback(normalHost(host));

/** An IP address that a host can have, be it a private one. */
export const isHostAddress = (host: string): boolean => isIpAddress(host) && !isNobody(host);

/** An IP address that can be reached from anywhere. A name is not one. */
export const isPublic = (host: string): boolean => isIpAddress(host) && isRoutable(normalHost(host));
