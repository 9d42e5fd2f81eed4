import {
  type BodyOf,
  Delivery,
  headerHash,
  NodeType,
  type OutboundMessage,
  out,
  type Peer,
  type ReceiverOf,
} from '@salvia/protocol';
import type { FullNode } from './full-nodes.ts';
import type { QuestionKind, Questions, Reply, Subject } from './questions.ts';

export type HashesAnswer = BodyOf<'respond_all_header_hashes_after'>;
export type HeaderAnswer = BodyOf<'respond_header'>;
export type AdditionsAnswer = BodyOf<'respond_additions'>;
export type RemovalsAnswer = BodyOf<'respond_removals'>;

/** The questions of the wallet protocol (wallet 5.3), each to one full node. */
export interface Asking {
  /** Header hashes of its main chain from a height on, if the block there answers that challenge. */
  hashes(node: FullNode, from: Subject): Promise<Reply<HashesAnswer>>;
  header(node: FullNode, block: Subject): Promise<Reply<HeaderAnswer>>;
  additions(node: FullNode, block: Subject, puzzleHashes: readonly Uint8Array[]): Promise<Reply<AdditionsAnswer>>;
  removals(node: FullNode, block: Subject, coinNames: readonly Uint8Array[]): Promise<Reply<RemovalsAnswer>>;
}

type Question = 'request_all_header_hashes_after' | 'request_header' | 'request_additions' | 'request_removals';

const toNode = <Name extends Question>(name: Name, { peer }: FullNode, body: BodyOf<Name>): OutboundMessage =>
  out(name, NodeType.FULL_NODE as ReceiverOf<Name>, Delivery.SPECIFIC, body, peer.nodeId);

export function createAsking(questions: Pick<Questions, 'ask'>): Asking {
  async function ask<Body>(
    node: FullNode,
    kind: QuestionKind,
    subject: Subject,
    message: OutboundMessage,
  ): Promise<Reply<Body>> {
    node.asked += 1;
    const reply = await questions.ask<Body>(node.peer, kind, subject, message);
    node.asked -= 1;
    if ('body' in reply) node.silences = 0;
    else if (reply.failure === 'LATE') node.silences += 1;
    return reply;
  }

  return {
    hashes(node, from) {
      const body = { startingHeight: from.height, previousChallengeHash: from.hash };
      return ask(node, 'hashes', from, toNode('request_all_header_hashes_after', node, body));
    },
    header(node, block) {
      const { height, hash: headerHash } = block;
      return ask(node, 'header', block, toNode('request_header', node, { height, headerHash }));
    },
    additions(node, block, puzzleHashes) {
      const { height, hash: headerHash } = block;
      return ask(node, 'additions', block, toNode('request_additions', node, { height, headerHash, puzzleHashes }));
    },
    removals(node, block, coinNames) {
      const { height, hash: headerHash } = block;
      return ask(node, 'removals', block, toNode('request_removals', node, { height, headerHash, coinNames }));
    },
  };
}

/** Where the handlers hand in what full nodes answer. */
export interface Answers {
  hashes(body: HashesAnswer, peer: Peer): void;
  hashesRefused(body: BodyOf<'reject_all_header_hashes_after_request'>, peer: Peer): void;
  header(body: HeaderAnswer, peer: Peer): void;
  headerRefused(body: BodyOf<'reject_header_request'>, peer: Peer): void;
  additions(body: AdditionsAnswer, peer: Peer): void;
  additionsRefused(body: BodyOf<'reject_additions_request'>, peer: Peer): void;
  removals(body: RemovalsAnswer, peer: Peer): void;
  removalsRefused(body: BodyOf<'reject_removals_request'>, peer: Peer): void;
}

const page = (body: Pick<HashesAnswer, 'startingHeight' | 'previousChallengeHash'>): Subject => ({
  height: body.startingHeight,
  hash: body.previousChallengeHash,
});
const block = (body: { readonly height: number; readonly headerHash: Uint8Array }): Subject => ({
  height: body.height,
  hash: body.headerHash,
});

export function createAnswers(questions: Pick<Questions, 'answered' | 'refused'>): Answers {
  return {
    hashes: (body, peer) => questions.answered(peer, 'hashes', page(body), body),
    hashesRefused: (body, peer) => questions.refused(peer, 'hashes', page(body)),
    header(body, peer) {
      const { header } = body.headerBlock;
      questions.answered(peer, 'header', { height: header.data.height, hash: headerHash(header) }, body);
    },
    headerRefused: (body, peer) => questions.refused(peer, 'header', block(body)),
    additions: (body, peer) => questions.answered(peer, 'additions', block(body), body),
    additionsRefused: (body, peer) => questions.refused(peer, 'additions', block(body)),
    removals: (body, peer) => questions.answered(peer, 'removals', block(body), body),
    removalsRefused: (body, peer) => questions.refused(peer, 'removals', block(body)),
  };
}
