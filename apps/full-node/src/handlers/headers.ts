import { bytesToHex } from '@noble/hashes/utils.js';
import { Delivery, type Handlers, NodeType, out } from '@salvia/protocol';
import type { NodeState } from '../state.ts';

type HeaderHandlers = Pick<
  Handlers<typeof NodeType.FULL_NODE>,
  | 'request_all_header_hashes'
  | 'all_header_hashes'
  | 'request_header_block'
  | 'respond_header_block'
  | 'reject_header_block_request'
>;

/** Serves headers to nodes that catch up. This node asks for none yet, so answers are unsolicited and ignored. */
export const headerHandlers = ({ chain, log }: NodeState): HeaderHandlers => ({
  async *request_all_header_hashes({ tipHeaderHash }) {
    const headerHashes = chain.headerHashesTo(tipHeaderHash);
    if (headerHashes === null) return;
    yield out('all_header_hashes', NodeType.FULL_NODE, Delivery.RESPOND, { headerHashes });
  },

  async *all_header_hashes({ headerHashes }, peer) {
    log.debug({ count: headerHashes.length, peer: peer.host }, 'header hashes that nobody asked for');
  },

  async *request_header_block({ height, headerHash }) {
    const headerBlock = chain.header(headerHash)?.data.height === height ? await chain.headerBlock(headerHash) : null;
    yield headerBlock
      ? out('respond_header_block', NodeType.FULL_NODE, Delivery.RESPOND, { headerBlock })
      : out('reject_header_block_request', NodeType.FULL_NODE, Delivery.RESPOND, { height, headerHash });
  },

  async *respond_header_block({ headerBlock }, peer) {
    log.debug({ height: headerBlock.header.data.height, peer: peer.host }, 'a header that nobody asked for');
  },

  async *reject_header_block_request({ headerHash }, peer) {
    log.debug({ headerHash: bytesToHex(headerHash), peer: peer.host }, 'a peer has no such header');
  },
});
