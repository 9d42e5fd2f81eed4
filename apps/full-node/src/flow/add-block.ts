import { bytesToHex } from '@noble/hashes/utils.js';
import { heaviestTip } from '@salvia/blockchain';
import {
  close,
  Delivery,
  type FullBlock,
  headerHash,
  NodeType,
  type OutboundMessage,
  out,
  type Peer,
  ProtocolError,
} from '@salvia/protocol';
import { lowestTipHeight, type NodeState, pruneHeight } from '../state.ts';
import { announceHead } from './announce.ts';
import type { WaitingBlock } from './disconnected.ts';

/** Blocks this far below the lowest tip may still start a fork worth following. */
const shortSyncDepth = 3;

const describe = ({ header }: FullBlock) => ({
  height: header.data.height,
  headerHash: bytesToHex(headerHash(header)),
});

/**
 * Adds a finished block to the chain, tells everybody concerned, and goes on with blocks that waited for it
 * (network 3.1.1). An invalid block throws and so closes its sender; an invalid child closes the child's sender.
 *
 * The mempools follow a new tip while it is announced, as trying their transactions again may take seconds; whoever
 * makes a candidate on it waits for them (`candidate.ts`), and so does the end of this, so that blocks do not outrun them.
 */
export async function* addBlock(
  state: NodeState,
  block: FullBlock,
  sender: Peer | null,
): AsyncGenerator<OutboundMessage> {
  const queue: WaitingBlock[] = [];
  yield* addOne(state, { block, sender }, queue);
  for (let next = queue.shift(); next; next = queue.shift()) yield* addWaiting(state, next, queue);
  await state.mempoolUpdates.settled();
}

async function* addWaiting(
  state: NodeState,
  waiting: WaitingBlock,
  queue: WaitingBlock[],
): AsyncGenerator<OutboundMessage> {
  try {
    yield* addOne(state, waiting, queue);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    state.log.warn({ code: error.code, ...describe(waiting.block) }, 'a waiting block is invalid');
    if (waiting.sender) yield close(waiting.sender.nodeType, waiting.sender.nodeId);
  }
}

async function* addOne(
  state: NodeState,
  { block, sender }: WaitingBlock,
  queue: WaitingBlock[],
): AsyncGenerator<OutboundMessage> {
  const { chain } = state;
  const hash = headerHash(block.header);
  if (chain.hasHeader(hash)) return;
  const outcome = await chain.receiveBlock(block, state.nowMs());
  if (outcome.result === 'ALREADY_HAVE_BLOCK') return;
  if (outcome.result === 'INVALID_BLOCK') throw new ProtocolError(outcome.error ?? 'UNKNOWN', describe(block));
  if (outcome.result === 'DISCONNECTED_BLOCK') {
    yield* requestParent(state, block, sender);
    return;
  }
  state.parentRequests.arrived(hash);
  const isHead = outcome.result === 'ADDED_TO_HEAD';
  state.log.info({ ...describe(block), head: isHead }, isHead ? 'new tip' : 'orphan block');
  if (isHead) {
    state.mempoolUpdates.begin();
    const rateChanged = updatePace(state);
    yield* announceHead(state, block.header, {
      rateChanged,
      removedTip: outcome.removedTip ?? null,
      lcaChanged: outcome.lcaChanged ?? false,
    });
  }
  queue.push(...state.disconnected.takeChildren(hash));
  await prune(state);
}

function updatePace(state: NodeState): boolean {
  const { chain, pace, seenUnfinished } = state;
  const changed = pace.update(chain.nextMinIters(headerHash(heaviestTip(chain))));
  if (changed) seenUnfinished.clear();
  return changed;
}

async function* requestParent(
  state: NodeState,
  block: FullBlock,
  sender: Peer | null,
): AsyncGenerator<OutboundMessage> {
  const { height, prevHeaderHash } = block.header.data;
  const lowest = lowestTipHeight(state);
  if (height < lowest - shortSyncDepth) return;
  if (height > lowest + state.shortSyncBlocks) {
    state.log.warn({ ...describe(block), lowestTip: lowest }, 'too far behind this block for a short sync');
    return;
  }
  if (!state.disconnected.add(block, sender)) {
    state.log.warn({ code: 'TOO_MANY_DISCONNECTED', ...describe(block) }, 'no room for a block without a parent');
    return;
  }
  state.parentRequests.arrived(headerHash(block.header));
  if (sender === null || state.disconnected.has(prevHeaderHash)) return;
  const parent = { height: height - 1, hash: prevHeaderHash };
  if (!state.parentRequests.begin(parent, sender.nodeId, state.nowMs())) return;
  yield out('request_block', NodeType.FULL_NODE, Delivery.RESPOND, {
    height: parent.height,
    headerHash: parent.hash,
  });
}

async function prune(state: NodeState): Promise<void> {
  const height = pruneHeight(state);
  state.candidates.pruneBelow(height);
  state.disconnected.pruneBelow(height);
  state.announcedProofs.pruneBelow(height);
  state.seenUnfinished.pruneBelow(height);
  await state.chain.pruneUnfinishedBelow(height);
}
