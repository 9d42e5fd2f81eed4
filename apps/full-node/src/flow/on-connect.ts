import { bytesToHex } from '@noble/hashes/utils.js';
import { Delivery, headerHash, NodeType, type OutboundMessage, out, type Peer } from '@salvia/protocol';
import type { NodeState } from '../state.ts';
import { challengeStart, newLca, newTip, proofOfSpaceFinalized, proofOfTimeRate } from './announce.ts';

/** What a peer is told right after the handshake (network 3.1.0): each role its own rows. */
export async function* onConnect(state: NodeState, peer: Peer): AsyncGenerator<OutboundMessage> {
  if (peer.nodeType === NodeType.FULL_NODE) yield* greetFullNode(state, peer);
  if (peer.nodeType === NodeType.WALLET) yield newLca(state, Delivery.RESPOND);
  if (peer.nodeType === NodeType.TIMELORD) yield* greetTimelord(state);
  if (peer.nodeType === NodeType.FARMER) yield* greetFarmer(state);
}

async function* greetFullNode(state: NodeState, peer: Peer): AsyncGenerator<OutboundMessage> {
  yield* state.chain.tips().map((tip) => newTip(tip, Delivery.RESPOND));
  state.transactionRequests.askedForAll(peer.nodeId, state.nowMs());
  yield out('request_mempool_transactions', NodeType.FULL_NODE, Delivery.RESPOND, { filter: state.mempools.filter() });
  const leading = (await unfinishedOnTips(state))
    .filter(({ block }) => block.header.data.height >= state.pace.leaderHeight())
    .reduce<Unfinished | null>(
      (best, next) => (best === null || next.iterations < best.iterations ? next : best),
      null,
    );
  if (leading === null) return;
  yield out('new_unfinished_block', NodeType.FULL_NODE, Delivery.RESPOND, {
    previousHeaderHash: leading.block.header.data.prevHeaderHash,
    numberOfIterations: leading.iterations,
    newHeaderHash: headerHash(leading.block.header),
  });
}

async function* greetTimelord(state: NodeState): AsyncGenerator<OutboundMessage> {
  yield* state.chain.tips().map((tip) => challengeStart(state, tip, Delivery.RESPOND));
  for (const { block, iterations } of await unfinishedOnTips(state))
    yield out('proof_of_space_info', NodeType.TIMELORD, Delivery.RESPOND, {
      challengeHash: block.proofOfSpace.challengeHash,
      iterationsNeeded: iterations,
    });
}

function* greetFarmer(state: NodeState): Generator<OutboundMessage> {
  yield proofOfTimeRate(state, Delivery.RESPOND);
  yield* state.chain.tips().map((tip) => proofOfSpaceFinalized(state, tip, Delivery.RESPOND));
}

type Unfinished = Awaited<ReturnType<NodeState['chain']['listUnfinished']>>[number];

async function unfinishedOnTips({ chain }: NodeState): Promise<Unfinished[]> {
  const tips = new Set(chain.tips().map((tip) => bytesToHex(headerHash(tip))));
  const stored = await chain.listUnfinished();
  return stored.filter(({ block }) => tips.has(bytesToHex(block.header.data.prevHeaderHash)));
}
