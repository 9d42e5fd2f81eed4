import { anyPayload } from '../messages/any-payload.ts';
import { fullNode, introducer } from '../messages/index.ts';
import { NodeType } from '../roles.ts';
import { ITEMS, RATE } from './caps.ts';
import type { CatalogueRows } from './row.ts';
import { usual } from './usual.ts';

const { FULL_NODE, INTRODUCER, WALLET } = NodeType;

/** The exchange of peers among full nodes, wallets and introducers (network 2.2, 2.7). */
export const peerRows = {
  request_peers: {
    ...usual,
    routes: [
      [FULL_NODE, FULL_NODE],
      [FULL_NODE, INTRODUCER],
      [WALLET, INTRODUCER],
    ],
    body: anyPayload(fullNode.RequestPeers),
    rate: RATE.RARE,
    answers: ['respond_peers', 'respond_peers_full_node'],
  },
  respond_peers_full_node: {
    ...usual,
    routes: [
      [FULL_NODE, FULL_NODE],
      [FULL_NODE, WALLET],
    ],
    body: fullNode.RespondPeersFullNode,
    maxItems: ITEMS.LIST,
  },
  respond_peers: {
    ...usual,
    routes: [
      [INTRODUCER, FULL_NODE],
      [INTRODUCER, WALLET],
    ],
    body: introducer.RespondPeers,
    maxItems: ITEMS.LIST,
  },
} as const satisfies CatalogueRows;
