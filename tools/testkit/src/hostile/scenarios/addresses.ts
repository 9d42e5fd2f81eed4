import { encodeMessage, type TimestampedPeerInfo } from '@salvia/protocol';
import { HostilePeer } from '../peer.ts';
import type { Scenario } from '../scenario.ts';
import { pour } from './floods.ts';

const now = (): bigint => BigInt(Math.floor(Date.now() / 1000));

/** The most that a list may have. */
const LONGEST = 1000;
const FAR_FUTURE = 2n ** 63n;

/** Addresses at which nobody is. */
const nowhere = (count: number): TimestampedPeerInfo[] =>
  Array.from({ length: count }, (_, index) => ({
    host: `127.200.${index >> 8}.${index & 255}`,
    port: 1 + (index % 65_535),
    timestamp: now(),
  }));

/** Addresses that cannot be, or lead where nobody should be led. */
const poison: readonly TimestampedPeerInfo[] = [
  { host: '127.0.0.1', port: 0, timestamp: now() },
  { host: '0.0.0.0', port: 8444, timestamp: now() },
  { host: '255.255.255.255', port: 8444, timestamp: now() },
  { host: '224.0.0.1', port: 8444, timestamp: now() },
  { host: 'localhost', port: 22, timestamp: now() },
  { host: '127.0.0.1/../../etc', port: 80, timestamp: now() },
  { host: 'x'.repeat(300), port: 8444, timestamp: now() },
  { host: '', port: 8444, timestamp: now() },
  { host: '::', port: 8444, timestamp: FAR_FUTURE },
  { host: '127.200.9.9', port: 9, timestamp: 0n },
];

/** Addresses that nobody asked for. */
export const addresses: readonly Scenario[] = [
  {
    name: 'tells of more peers than a list may have',
    outcome: { banned: 'INVALID_BODY' },
    attack: async (stage) =>
      (await HostilePeer.greet(stage)).say('respond_peers_full_node', { peerList: nowhere(LONGEST + 1) }),
  },
  {
    name: 'passes itself off as the introducer that was asked',
    outcome: { banned: 'FUNCTION_NOT_ALLOWED' },
    attack: async (stage) => (await HostilePeer.greet(stage)).say('respond_peers', { peerList: nowhere(10) }),
  },
  {
    name: 'tells of peers without end, though it was not asked',
    outcome: { banned: 'RATE_LIMIT_EXCEEDED' },
    attack: async (stage) => {
      const frame = encodeMessage('respond_peers_full_node', { peerList: nowhere(2) });
      await pour(await HostilePeer.greet(stage), 20_000, () => frame);
    },
  },
  {
    name: 'poisons: addresses that cannot be, and more than may be told, one by one',
    outcome: { spared: 'what it tells is not taken, beyond one address in six seconds' },
    attack: async (stage) => {
      const peer = await HostilePeer.greet(stage);
      for (const entry of [...poison, ...nowhere(60)]) peer.say('respond_peers_full_node', { peerList: [entry] });
      await peer.isAnswered(new Uint8Array(32));
    },
  },
];
