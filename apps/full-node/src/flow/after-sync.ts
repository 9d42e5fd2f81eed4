import { bytesToHex } from '@noble/hashes/utils.js';
import {
  Delivery,
  type FullBlock,
  headerHash,
  NodeType,
  type OutboundMessage,
  out,
  ProtocolError,
} from '@salvia/protocol';
import type { NodeState } from '../state.ts';
import { addBlock, followPace } from './add-block.ts';
import { newLca, newTip } from './announce.ts';
import { askForTransactions, tellFarmers, tellTimelords } from './on-connect.ts';

/**
 * What follows a sync, however it ended (sync step 6): blocks that were completed meanwhile are added, the mempools follow
 * the new tips, everybody is told of them, and full nodes are asked for the transactions that were not taken meanwhile.
 * @param fullNodes ids of those that are connected
 */
export async function* concludeSync(
  state: NodeState,
  completed: readonly FullBlock[],
  fullNodes: readonly Uint8Array[],
): AsyncGenerator<OutboundMessage> {
  for (const block of completed) yield* addCompleted(state, block);
  followPace(state);
  state.mempoolUpdates.begin();
  await state.mempoolUpdates.settled();
  yield* state.chain.tips().map((tip) => newTip(tip, Delivery.BROADCAST));
  yield* tellTimelords(state, Delivery.BROADCAST);
  yield* tellFarmers(state, Delivery.BROADCAST);
  yield newLca(state, Delivery.BROADCAST);
  for (const nodeId of fullNodes) yield askForTransactions(state, nodeId, Delivery.SPECIFIC);
}

async function* addCompleted(state: NodeState, block: FullBlock): AsyncGenerator<OutboundMessage> {
  try {
    yield* addBlock(state, block, null);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const fields = { code: error.code, headerHash: bytesToHex(headerHash(block.header)) };
    state.log.warn(fields, 'a block that was completed during the sync is invalid');
  }
}

/** Asks for tips that were announced and are not known: blocks that came out while nobody followed them. */
export const askForTips = (state: NodeState): OutboundMessage[] =>
  state.sync.unknownTips().map(({ height, headerHash: hash, nodeId }) => {
    state.sync.askedElsewhere(nodeId, height, hash);
    return out('request_block', NodeType.FULL_NODE, Delivery.SPECIFIC, { height, headerHash: hash }, nodeId);
  });
