import { type Address, isLoopback, normalHost } from '@salvia/peer-store';

/** So many requests of one host at once, and one more in each interval: a lonely node asks every few seconds. */
const BURST = 20;
const INTERVAL_MS = 5_000;
/** Hosts that are remembered; whoever asked longest ago makes room. */
const MAX_HOSTS = 10_000;

/** Bounds how fast a host can read the list. */
export interface RequestLimit {
  /** Counts a request. @returns whether it may be answered */
  allows(asking: Address): boolean;
}

interface Allowance {
  readonly left: number;
  readonly since: number;
}

/**
 * The programs of this machine share an address and are exempt, as from other bounds per address.
 * @param now milliseconds since 1970
 */
export function createRequestLimit(now: () => number): RequestLimit {
  const hosts = new Map<string, Allowance>();

  function allowanceOf(host: string): Allowance {
    const known = hosts.get(host) ?? { left: BURST, since: now() };
    const earned = Math.max(0, Math.floor((now() - known.since) / INTERVAL_MS));
    return { left: Math.min(BURST, known.left + earned), since: known.since + earned * INTERVAL_MS };
  }

  return {
    allows(asking) {
      if (isLoopback(asking.host)) return true;
      const host = normalHost(asking.host);
      const { left, since } = allowanceOf(host);
      hosts.delete(host); // the map's order is that of the last request
      hosts.set(host, { left: Math.max(0, left - 1), since });
      const [oldest] = hosts.keys();
      if (hosts.size > MAX_HOSTS && oldest !== undefined) hosts.delete(oldest);
      return left > 0;
    },
  };
}
