import type { BanList } from '@salvia/network';
import type { Place } from '@salvia/testkit';

/** How a full node at a place of a simulated network reaches others. */
export const wiringOf = ({ host, port, identity, transport, random }: Place, bans: BanList) => ({
  host,
  port,
  identity,
  insecure: false,
  bans,
  transport,
  random: random.fraction,
  randomBytes: random.bytes,
});
