import type { FullBlock, OutboundMessage, Peer } from '@salvia/protocol';
import type { NodeState } from '../state.ts';
import { addBlock } from './add-block.ts';

/** A block from a peer (null: made here): it is added to the chain, or during a sync goes to where it was asked for. */
export async function* takeBlock(
  state: NodeState,
  block: FullBlock,
  sender: Peer | null,
): AsyncGenerator<OutboundMessage> {
  if (!state.sync.isSyncing) yield* addBlock(state, block, sender);
  else if (sender === null) state.sync.completed(block);
  else await state.sync.answers.block(block, sender);
}
