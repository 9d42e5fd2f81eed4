import { shared } from '../messages/index.ts';
import { NodeType } from '../roles.ts';
import { ITEMS, RATE, SIZE } from './caps.ts';
import type { CatalogueRows, Route } from './row.ts';

const ROLES = Object.values(NodeType);
const ANY_TO_ANY: readonly Route[] = ROLES.flatMap((from) => ROLES.map((to): Route => [from, to]));

const handshake = {
  routes: ANY_TO_ANY,
  maxBytes: SIZE.HANDSHAKE,
  maxItems: ITEMS.DEFAULT,
  rate: RATE.RARE,
  taker: 'handshake',
} as const;
const keepAlive = {
  routes: ANY_TO_ANY,
  maxBytes: SIZE.DEFAULT,
  maxItems: ITEMS.DEFAULT,
  rate: RATE.RARE,
  taker: 'server',
} as const;

/** Any role to any role (network 2.1). */
export const sharedRows = {
  handshake: { ...handshake, body: shared.Handshake, answers: ['handshake_ack'] },
  handshake_ack: { ...handshake, body: shared.HandshakeAck, answers: [] },
  ping: { ...keepAlive, body: shared.Ping, answers: ['pong'] },
  pong: { ...keepAlive, body: shared.Pong, answers: [] },
} as const satisfies CatalogueRows;
