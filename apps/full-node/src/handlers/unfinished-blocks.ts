import { bytesToHex } from '@noble/hashes/utils.js';
import { Delivery, type FullBlock, type Handlers, headerHash, NodeType, out } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import { takeUnfinished } from '../flow/unfinished.ts';
import type { NodeState } from '../state.ts';

type UnfinishedBlockHandlers = Pick<
  Handlers<typeof NodeType.FULL_NODE>,
  'new_unfinished_block' | 'request_unfinished_block' | 'respond_unfinished_block' | 'reject_unfinished_block_request'
>;

async function findBlock({ chain }: NodeState, hash: Uint8Array): Promise<FullBlock | null> {
  const unfinished = await chain.listUnfinished();
  return unfinished.find(({ block }) => sameBytes(headerHash(block.header), hash))?.block ?? chain.block(hash);
}

export const unfinishedBlockHandlers = (state: NodeState): UnfinishedBlockHandlers => ({
  async *new_unfinished_block({ previousHeaderHash, numberOfIterations, newHeaderHash }) {
    const { chain } = state;
    if (chain.hasHeader(newHeaderHash) || !chain.hasHeader(previousHeaderHash)) return;
    const challenge = chain.challengeAfter(previousHeaderHash).hash;
    if (await chain.getUnfinished(challenge, numberOfIterations)) return;
    yield out('request_unfinished_block', NodeType.FULL_NODE, Delivery.RESPOND, { headerHash: newHeaderHash });
  },

  async *request_unfinished_block({ headerHash }) {
    const block = await findBlock(state, headerHash);
    yield block
      ? out('respond_unfinished_block', NodeType.FULL_NODE, Delivery.RESPOND, { block })
      : out('reject_unfinished_block_request', NodeType.FULL_NODE, Delivery.RESPOND, { headerHash });
  },

  respond_unfinished_block: ({ block }, peer) => takeUnfinished(state, block, peer),

  async *reject_unfinished_block_request({ headerHash }, peer) {
    state.log.debug({ headerHash: bytesToHex(headerHash), peer: peer.host }, 'a peer has no such unfinished block');
  },
});
