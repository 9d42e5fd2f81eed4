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

/** Headers are served at any time; answers are for the sync, which asks for them (sync.md). */
export const headerHandlers = ({ chain, sync, log }: NodeState): HeaderHandlers => ({
  async *request_all_header_hashes({ tipHeaderHash }) {
    const headerHashes = chain.headerHashesTo(tipHeaderHash);
    if (headerHashes === null) return;
    yield out('all_header_hashes', NodeType.FULL_NODE, Delivery.RESPOND, { headerHashes });
  },

  async *all_header_hashes(body, peer) {
    sync.answers.headerHashes(body, peer);
  },

  async *request_header_block({ height, headerHash }) {
    const headerBlock = chain.header(headerHash)?.data.height === height ? await chain.headerBlock(headerHash) : null;
    yield headerBlock
      ? out('respond_header_block', NodeType.FULL_NODE, Delivery.RESPOND, { headerBlock })
      : out('reject_header_block_request', NodeType.FULL_NODE, Delivery.RESPOND, { height, headerHash });
  },

  async *respond_header_block(body, peer) {
    sync.answers.headerBlock(body, peer);
  },

  async *reject_header_block_request(body, peer) {
    log.debug({ headerHash: bytesToHex(body.headerHash), peer: peer.host }, 'a peer has no such header');
    sync.answers.headerBlockRefused(body, peer);
  },
});
