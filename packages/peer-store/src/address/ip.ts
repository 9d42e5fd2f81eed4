import { isIP } from 'node:net';

/** The bytes of an IP address, 4 or 16 of them; null for anything else. A zone (`%eth0`) is no part of an address. */
export function ipBytes(host: string): Uint8Array | null {
  const version = host.includes('%') ? 0 : isIP(host);
  if (version === 4) return Uint8Array.from(host.split('.'), Number);
  return version === 6 ? ipv6Bytes(host) : null;
}

function ipv6Bytes(host: string): Uint8Array {
  const pure = host.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => `${pair(a, b)}:${pair(c, d)}`);
  const [head = '', tail = ''] = pure.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return Uint8Array.from(
    groups.flatMap((group) => {
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 0xff];
    }),
  );
}

const pair = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16);

/** IPv4 in the disguise that sockets of both kinds give it, `::ffff:a.b.c.d`. */
export const isMappedIpv4 = (bytes: Uint8Array): boolean =>
  bytes.length === 16 && bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;

/** The one spelling of an address: dotted, or as RFC 5952 has it (always in hexadecimal). */
export function formatIp(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  const { start, length } = longestZeros(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

/** The first of the longest runs of zero groups, which `::` stands for. */
function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (const [at, group] of groups.entries()) {
    if (group !== '0') start = at + 1;
    else if (at + 1 - start > longest.length) longest = { start, length: at + 1 - start };
  }
  return longest;
}
