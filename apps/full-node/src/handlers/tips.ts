import { bytesToHex } from '@noble/hashes/utils.js';
import { Delivery, type Handlers, NodeType, out } from '@salvia/protocol';
import type { NodeState } from '../state.ts';

type TipHandlers = Pick<Handlers<typeof NodeType.FULL_NODE>, 'new_tip' | 'removing_tip'>;

export const tipHandlers = ({ sync, log }: NodeState): TipHandlers => ({
  async *new_tip(tip, peer) {
    if (!sync.announced(tip, peer)) return;
    const { height, headerHash } = tip;
    sync.askedElsewhere(peer.nodeId, height, headerHash);
    yield out('request_block', NodeType.FULL_NODE, Delivery.RESPOND, { height, headerHash });
  },

  async *removing_tip({ headerHash }) {
    log.debug({ headerHash: bytesToHex(headerHash) }, 'a peer dropped a tip');
  },
});
