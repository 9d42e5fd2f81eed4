import { Delivery, type Handlers, NodeType, out } from '@salvia/protocol';
import type { NodeState } from '../state.ts';

type PeerHandlers = Pick<
  Handlers<typeof NodeType.FULL_NODE>,
  'request_peers' | 'respond_peers' | 'respond_peers_full_node'
>;

export const peerHandlers = ({ peerBook }: NodeState): PeerHandlers => ({
  async *request_peers(_body, peer) {
    const peerList = await peerBook.answer(peer);
    if (peerList === null) return;
    yield out('respond_peers_full_node', NodeType.FULL_NODE, Delivery.RESPOND, { peerList });
  },

  async *respond_peers_full_node({ peerList }, peer) {
    yield* await peerBook.fromFullNode(peerList, peer);
  },

  async *respond_peers({ peerList }, peer) {
    yield* await peerBook.fromIntroducer(peerList, peer);
  },
});
