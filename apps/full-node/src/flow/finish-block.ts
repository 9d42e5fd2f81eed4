import { bytesToHex } from '@noble/hashes/utils.js';
import type { OutboundMessage, Peer, ProofOfTime } from '@salvia/protocol';
import type { NodeState } from '../state.ts';
import { addBlock } from './add-block.ts';

/**
 * Completes the unfinished block that waits for this proof of time (network 3.1.3); without one it is of no use.
 * During a sync the block waits for the end of it.
 */
export async function* finishBlock(
  state: NodeState,
  proof: ProofOfTime,
  sender: Peer | null,
): AsyncGenerator<OutboundMessage> {
  const { challengeHash, numberOfIterations } = proof;
  const unfinished = await state.chain.getUnfinished(challengeHash, numberOfIterations);
  if (unfinished === null) {
    const fields = { challengeHash: bytesToHex(challengeHash), iterations: numberOfIterations.toString() };
    state.log.debug(fields, 'no unfinished block waits for this proof of time');
    return;
  }
  const block = { ...unfinished, proofOfTime: proof };
  if (state.sync.isSyncing) state.sync.completed(block);
  else yield* addBlock(state, block, sender);
}
