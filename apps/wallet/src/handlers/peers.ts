import type { PeerStore } from '@salvia/peer-store';
import { close, type Handlers, NodeType, ProtocolError } from '@salvia/protocol';

/** Where addresses of full nodes are kept. */
export type PeerBook = Pick<PeerStore, 'add'>;

/** No list may be longer (network 5.6). */
const MAX_LIST = 1000;
/** Hearsay is taken to be this much older than it says, in seconds. */
const PENALTY_SECONDS = 7200;

type PeerHandlers = Pick<Handlers<typeof NodeType.WALLET>, 'respond_peers' | 'respond_peers_full_node'>;

/** Where other full nodes are. A wallet passes nothing on. */
export const peerHandlers = (peerBook: PeerBook): PeerHandlers => ({
  async *respond_peers({ peerList }, peer) {
    if (peer.nodeType !== NodeType.INTRODUCER || !peer.outbound) {
      throw new ProtocolError('FUNCTION_NOT_ALLOWED', { function: 'respond_peers' });
    }
    peerBook.add(peerList.slice(0, MAX_LIST).map((known) => ({ ...known, timestamp: 0n })));
    yield close(NodeType.INTRODUCER);
  },

  async *respond_peers_full_node({ peerList }, peer) {
    if (peerList.length > MAX_LIST) {
      throw new ProtocolError('INVALID_BODY', { peers: peerList.length, allowed: MAX_LIST });
    }
    peerBook.add(peerList, { source: peer, penaltySeconds: PENALTY_SECONDS });
  },
});
