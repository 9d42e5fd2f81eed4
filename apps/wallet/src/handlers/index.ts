import type { BodyOf, Handlers, NodeType, Peer } from '@salvia/protocol';
import type { Answers } from '../sync/asking.ts';
import type { Lca } from '../sync/full-nodes.ts';
import { type PeerBook, peerHandlers } from './peers.ts';

/** What the handlers hand on; no socket in sight. */
export interface HandlerContext {
  readonly answers: Answers;
  readonly peerBook: PeerBook;
  /** A full node told where its main chain ends. */
  announced(peer: Peer, lca: Lca): void;
  acknowledged(peer: Peer, ack: BodyOf<'transaction_ack'>): Promise<void>;
}

/** Every message that a wallet may receive; a missing one does not compile. */
export const createHandlers = (context: HandlerContext): Handlers<typeof NodeType.WALLET> => {
  const { answers } = context;
  return {
    ...peerHandlers(context.peerBook),

    async *new_lca({ lcaHash, height, weight }, peer) {
      context.announced(peer, { hash: lcaHash, height, weight });
    },
    async *transaction_ack(ack, peer) {
      await context.acknowledged(peer, ack);
    },

    async *respond_all_header_hashes_after(body, peer) {
      answers.hashes(body, peer);
    },
    async *reject_all_header_hashes_after_request(body, peer) {
      answers.hashesRefused(body, peer);
    },
    async *respond_header(body, peer) {
      answers.header(body, peer);
    },
    async *reject_header_request(body, peer) {
      answers.headerRefused(body, peer);
    },
    async *respond_additions(body, peer) {
      answers.additions(body, peer);
    },
    async *reject_additions_request(body, peer) {
      answers.additionsRefused(body, peer);
    },
    async *respond_removals(body, peer) {
      answers.removals(body, peer);
    },
    async *reject_removals_request(body, peer) {
      answers.removalsRefused(body, peer);
    },

    // Never asked for: blocks that are not searched are validated like all others, and no program is run here.
    async *respond_all_proof_hashes() {},
    async *respond_generator() {},
    async *reject_generator_request() {},
  };
};
