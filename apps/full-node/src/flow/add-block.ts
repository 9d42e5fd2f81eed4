import { bytesToHex } from '@noble/hashes/utils.js';
import { heaviestTip, type ReceiveResult } from '@salvia/blockchain';
import { isStorageFailure } from '@salvia/database';
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
  const outcome = await receive(state, { block, sender });
  if (outcome === null || outcome.result === 'ALREADY_HAVE_BLOCK') return;
  if (outcome.result === 'INVALID_BLOCK') throw new ProtocolError(outcome.error ?? 'UNKNOWN', describe(block));
  if (outcome.result === 'DISCONNECTED_BLOCK') {
    yield* requestParent(state, block, sender);
    // Its parent may have come while it was looked at.
    if (chain.hasHeader(block.header.data.prevHeaderHash)) queue.push(...state.disconnected.take(hash));
    return;
  }
  state.parentRequests.arrived(hash);
  const isHead = outcome.result === 'ADDED_TO_HEAD';
  state.log.info({ ...describe(block), head: isHead }, isHead ? 'new tip' : 'orphan block');
  if (isHead) {
    state.mempoolUpdates.begin();
    const rateChanged = followPace(state);
    yield* announceHead(state, block.header, {
      rateChanged,
      removedTip: outcome.removedTip ?? null,
      lcaChanged: outcome.lcaChanged ?? false,
    });
  }
  queue.push(...state.disconnected.takeChildren(hash));
  await prune(state);
}

/** Null if there is no space to store it: it is tried again, and the node goes on with what it has. */
async function receive(state: NodeState, waiting: WaitingBlock): Promise<ReceiveResult | null> {
  try {
    return await state.chain.receiveBlock(waiting.block, state.nowMs());
  } catch (error) {
    if (!isStorageFailure(error)) throw error;
    state.log.error({ code: error.code, ...describe(waiting.block) }, 'a block waits: the database cannot grow');
    state.postponed.add(waiting);
    return null;
  }
}

/** The network's speed follows the tips. @returns whether it changed */
export function followPace(state: NodeState): boolean {
  const { chain, pace, seenUnfinished } = state;
  const changed = pace.update(chain.nextMinIters(headerHash(heaviestTip(chain))));
  if (changed) seenUnfinished.clear();
  return changed;
}

/** A block whose parent is unknown (sync steps 0 and "short sync"): how far it is from our tips decides. */
async function* requestParent(
  state: NodeState,
  block: FullBlock,
  sender: Peer | null,
): AsyncGenerator<OutboundMessage> {
  const { height, prevHeaderHash } = block.header.data;
  const error = await state.sync.check(block);
  if (error !== null) throw new ProtocolError(error, describe(block));
  const lowest = lowestTipHeight(state);
  if (height > lowest + state.shortSyncBlocks) {
    state.log.debug({ ...describe(block), lowestTip: lowest }, 'far behind this block');
    if (sender) state.sync.claim(block, sender);
    return;
  }
  if (height < lowest - shortSyncDepth || !state.disconnected.add(block, sender)) {
    giveUpShortSync(state, block, sender);
    return;
  }
  state.parentRequests.arrived(headerHash(block.header));
  if (sender === null || state.disconnected.has(prevHeaderHash)) return;
  const parent = { height: height - 1, hash: prevHeaderHash };
  if (!state.parentRequests.begin(parent, sender.nodeId, state.nowMs())) return;
  state.sync.askedElsewhere(sender.nodeId, parent.height, parent.hash);
  yield out('request_block', NodeType.FULL_NODE, Delivery.RESPOND, {
    height: parent.height,
    headerHash: parent.hash,
  });
}

/**
 * A short sync walked as far as it may and met no block that is known: the fork lies deeper, which is a full sync's affair.
 * A block that nobody walked back from is dropped.
 */
function giveUpShortSync(state: NodeState, block: FullBlock, sender: Peer | null): void {
  const hash = headerHash(block.header);
  const above = state.disconnected.takeBranch(hash);
  state.parentRequests.arrived(hash);
  const top = above.reduce<WaitingBlock>((best, next) => (weightOf(next) > weightOf(best) ? next : best), {
    block,
    sender,
  });
  if (above.length === 0 || top.sender === null) {
    state.log.debug(describe(block), 'a block without a parent is of no use');
    return;
  }
  state.log.info({ ...describe(top.block), walked: above.length }, 'this fork is too deep for a short sync');
  state.sync.claim(top.block, top.sender);
}

const weightOf = ({ block }: WaitingBlock): bigint => block.header.data.weight;

async function prune(state: NodeState): Promise<void> {
  const height = pruneHeight(state);
  state.candidates.pruneBelow(height);
  state.disconnected.pruneBelow(height);
  state.announcedProofs.pruneBelow(height);
  state.seenUnfinished.pruneBelow(height);
  try {
    await state.chain.pruneUnfinishedBelow(height);
  } catch (error) {
    // Without space not even this can be written; the next block will have it done.
    if (!isStorageFailure(error)) throw error;
  }
}
