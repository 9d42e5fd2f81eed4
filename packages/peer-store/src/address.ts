import { BlockList, isIP } from 'node:net';

/** Where a peer listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const IPV4_IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** The one spelling of a host that addresses are compared by: IPv4 without its IPv6 disguise, lower case. */
export const normalHost = (host: string): string => host.toLowerCase().replace(IPV4_IN_IPV6, '$1');

/** Host and port as a key: several nodes may share a host (network 9, Q23). */
export const addressKey = ({ host, port }: Address): string => `${normalHost(host)} ${port}`;

export const isIpAddress = (host: string): boolean => isIP(host) !== 0;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Ranges that nobody can be reached at from elsewhere (RFC 6890), loopback included. */
const unroutable = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  unroutable.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 127],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  unroutable.addSubnet(net, prefix, 'ipv6');
}

const inList = (list: BlockList, host: string): boolean => {
  const normal = normalHost(host);
  const version = isIP(normal);
  return version !== 0 && list.check(normal, version === 4 ? 'ipv4' : 'ipv6');
};

/** An address of this machine only; `localhost` counts. */
export const isLoopback = (host: string): boolean => normalHost(host) === 'localhost' || inList(loopback, host);

/** An IP address that can be reached from anywhere. A name is not one. */
export const isPublic = (host: string): boolean => isIpAddress(normalHost(host)) && !inList(unroutable, host);

/** Neighbours who probably belong to one party (network 5.2): IPv4 by the first two bytes, IPv6 by the first four. */
export function addressGroup(host: string): string {
  const normal = normalHost(host);
  if (isIP(normal) === 4) return normal.split('.').slice(0, 2).join('.');
  if (isIP(normal) === 6) return expandIpv6(normal).slice(0, 2).join(':');
  return normal;
}

/** The eight groups of an IPv6 address, as four hex digits each. */
function expandIpv6(host: string): string[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/;
  const hex = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16);
  const pure = host.replace(dotted, (_, a, b, c, d) => `${hex(a, b)}:${hex(c, d)}`).replace(/%.*$/, '');
  const [head = '', tail] = pure.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(missing).fill('0'), ...after].map((group) => group.padStart(4, '0'));
}
