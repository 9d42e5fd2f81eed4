import { BlockList, isIP } from 'node:net';

type Subnet = readonly [net: string, prefix: number];

function listOf(ipv4: readonly Subnet[], ipv6: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of ipv4) list.addSubnet(net, prefix, 'ipv4');
  for (const [net, prefix] of ipv6) list.addSubnet(net, prefix, 'ipv6');
  return list;
}

const loopback = listOf([['127.0.0.0', 8]], [['::1', 128]]);

/** Ranges that nobody can be reached at from elsewhere (RFC 6890), loopback included. */
const unroutable = listOf(
  [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ],
  // Inside 2000::/3: protocol assignments with tunnels, documentation, and tunnels named after IPv4 addresses.
  [
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ],
);

/** All that is given to hosts of the IPv6 internet. */
const globalIpv6 = listOf([], [['2000::', 3]]);

/** No single host has these: unspecified, multicast, reserved, broadcast. */
const nobody = listOf(
  [
    ['0.0.0.0', 8],
    ['224.0.0.0', 3],
  ],
  [
    ['::', 128],
    ['ff00::', 8],
  ],
);

/** `host` in its normal spelling. */
const inList = (list: BlockList, host: string): boolean => {
  const version = isIP(host);
  return version !== 0 && list.check(host, version === 4 ? 'ipv4' : 'ipv6');
};

export const isNobody = (host: string): boolean => inList(nobody, host);

export const inLoopback = (host: string): boolean => inList(loopback, host);

export const isRoutable = (host: string): boolean =>
  isIP(host) !== 0 && !inList(unroutable, host) && (isIP(host) === 4 || inList(globalIpv6, host));
