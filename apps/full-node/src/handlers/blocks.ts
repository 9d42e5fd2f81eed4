import { bytesToHex } from '@noble/hashes/utils.js';
import { Delivery, type Handlers, NodeType, out } from '@salvia/protocol';
import { takeBlock } from '../flow/take-block.ts';
import type { NodeState } from '../state.ts';

type BlockHandlers = Pick<
  Handlers<typeof NodeType.FULL_NODE>,
  'request_block' | 'respond_block' | 'reject_block_request'
>;

export const blockHandlers = (state: NodeState): BlockHandlers => ({
  async *request_block({ height, headerHash }) {
    const block = await state.chain.block(headerHash);
    yield block
      ? out('respond_block', NodeType.FULL_NODE, Delivery.RESPOND, { block })
      : out('reject_block_request', NodeType.FULL_NODE, Delivery.RESPOND, { height, headerHash });
  },

  respond_block: ({ block }, peer) => takeBlock(state, block, peer),

  async *reject_block_request({ height, headerHash }, peer) {
    state.log.debug({ height, headerHash: bytesToHex(headerHash), peer: peer.host }, 'a peer has no such block');
    state.parentRequests.refused(headerHash, peer.nodeId);
    state.sync.answers.blockRefused({ height, headerHash }, peer);
  },
});
