import type { IntroducerList } from '@salvia/peer-store';
import { Delivery, type Handler, NodeType, out } from '@salvia/protocol';
import type { RequestLimit } from './request-limit.ts';

/**
 * Tells a full node or a wallet of others that can be reached; their timestamps are nobody's business (network 3.5).
 * Who asks too often learns of nobody, and need not wait to find that out.
 */
export const requestPeers = (
  list: Pick<IntroducerList, 'introduce'>,
  limit: RequestLimit,
  maxPeersToSend: number,
): Handler<'request_peers'> =>
  async function* (_body, peer) {
    const introduced = limit.allows(peer) ? list.introduce(maxPeersToSend, peer) : [];
    const peerList = introduced.map((address) => ({ ...address, timestamp: 0n }));
    const to = peer.nodeType === NodeType.WALLET ? NodeType.WALLET : NodeType.FULL_NODE;
    yield out('respond_peers', to, Delivery.RESPOND, { peerList });
  };
