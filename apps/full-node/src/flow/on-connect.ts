import { bytesToHex } from '@noble/hashes/utils.js';
import { Delivery, headerHash, NodeType, type OutboundMessage, out, type Peer } from '@salvia/protocol';
import type { NodeState } from '../state.ts';
import { challengeStart, newLca, newTip, proofOfSpaceFinalized, proofOfTimeRate } from './announce.ts';

/** What a peer is told right after the handshake (network 3.1.0): each role its own rows. */
export async function* onConnect(state: NodeState, peer: Peer): AsyncGenerator<OutboundMessage> {
  if (peer.nodeType === NodeType.FULL_NODE) yield* greetFullNode(state, peer);
  if (peer.nodeType === NodeType.WALLET) yield newLca(state, Delivery.RESPOND);
  if (peer.nodeType === NodeType.TIMELORD) yield* tellTimelords(state, Delivery.RESPOND);
  if (peer.nodeType === NodeType.FARMER) yield* tellFarmers(state, Delivery.RESPOND);
}

async function* greetFullNode(state: NodeState, peer: Peer): AsyncGenerator<OutboundMessage> {
  yield* state.chain.tips().map((tip) => newTip(tip, Delivery.RESPOND));
  if (!state.sync.isSyncing) yield askForTransactions(state, peer.nodeId, Delivery.RESPOND);
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

/** A node that catches up takes no transactions, so it asks when it is done (`after-sync.ts`). */
export function askForTransactions(state: NodeState, nodeId: Uint8Array, delivery: Delivery): OutboundMessage {
  state.transactionRequests.askedForAll(nodeId, state.nowMs());
  const filter = state.mempools.filter();
  return out('request_mempool_transactions', NodeType.FULL_NODE, delivery, { filter }, nodeId);
}

/** The challenges after all tips, and the unfinished blocks that wait for a proof of time there. */
export async function* tellTimelords(state: NodeState, delivery: Delivery): AsyncGenerator<OutboundMessage> {
  yield* state.chain.tips().map((tip) => challengeStart(state, tip, delivery));
  for (const { block, iterations } of await unfinishedOnTips(state))
    yield out('proof_of_space_info', NodeType.TIMELORD, delivery, {
      challengeHash: block.proofOfSpace.challengeHash,
      iterationsNeeded: iterations,
    });
}

/** The network's speed and what to farm on; nothing to farm on while better tips are known to exist. */
export function* tellFarmers(state: NodeState, delivery: Delivery): Generator<OutboundMessage> {
  yield proofOfTimeRate(state, delivery);
  if (state.sync.tipsAreStale) return;
  yield* state.chain.tips().map((tip) => proofOfSpaceFinalized(state, tip, delivery));
}

type Unfinished = Awaited<ReturnType<NodeState['chain']['listUnfinished']>>[number];

async function unfinishedOnTips({ chain }: NodeState): Promise<Unfinished[]> {
  const tips = new Set(chain.tips().map((tip) => bytesToHex(headerHash(tip))));
  const stored = await chain.listUnfinished();
  return stored.filter(({ block }) => tips.has(bytesToHex(block.header.data.prevHeaderHash)));
}
