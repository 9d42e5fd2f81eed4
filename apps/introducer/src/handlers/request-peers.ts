import type { IntroducerList } from '@salvia/peer-store';
import { Delivery, type Handler, NodeType, out } from '@salvia/protocol';

/** Tells a full node or a wallet of others that can be reached; their timestamps are nobody's business (network 3.5). */
export const requestPeers = (
  list: Pick<IntroducerList, 'introduce'>,
  maxPeersToSend: number,
): Handler<'request_peers'> =>
  async function* (_body, peer) {
    const peerList = list.introduce(maxPeersToSend, peer).map((address) => ({ ...address, timestamp: 0n }));
    const to = peer.nodeType === NodeType.WALLET ? NodeType.WALLET : NodeType.FULL_NODE;
    yield out('respond_peers', to, Delivery.RESPOND, { peerList });
  };
