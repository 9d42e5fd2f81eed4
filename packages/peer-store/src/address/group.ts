import { type Address, normalHost } from './address.ts';
import { ipBytes } from './ip.ts';

/** What hashes know an address by: 16 bytes of IPv6 (IPv4 as 2002:AABB:CCDD::) and the port (network 5.2 item 2). */
export function peerKey({ host, port }: Address): Uint8Array {
  const bytes = bytesOf(host);
  const key = new Uint8Array(18);
  if (bytes.length === 4) key.set([0x20, 0x02]);
  key.set(bytes, bytes.length === 4 ? 2 : 0);
  key.set([port >> 8, port & 0xff], 16);
  return key;
}

/**
 * Neighbours who probably belong to one party (network 5.2 item 3): IPv4 by its first two bytes, IPv6 by its first four,
 * after a byte for the kind.
 */
export function peerGroup(host: string): Uint8Array {
  const bytes = bytesOf(host);
  return bytes.length === 4 ? Uint8Array.of(1, ...bytes.subarray(0, 2)) : Uint8Array.of(0, ...bytes.subarray(0, 4));
}

/** The group of a host as text, in whatever way the host is spelled; a name is a group of its own. */
export function addressGroup(host: string): string {
  const normal = normalHost(host).replace(/%.*$/, '');
  return ipBytes(normal) === null ? normal : Buffer.from(peerGroup(normal)).toString('hex');
}

function bytesOf(host: string): Uint8Array {
  const bytes = ipBytes(host);
  if (bytes === null) throw new TypeError(`not an IP address: ${host}`);
  return bytes;
}
