import { bytesToHex } from '@noble/hashes/utils.js';
import {
  Delivery,
  type FullBlock,
  headerHash,
  NodeType,
  type OutboundMessage,
  out,
  type Peer,
  ProtocolError,
} from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { NodeState } from '../state.ts';
import { takeBlock } from './take-block.ts';

/** How long a slow unfinished block waits, so that faster ones overtake it (consensus 10.5 step 4). */
const slowBlockPauseMs = 5000;

const isTip = ({ chain }: NodeState, hash: Uint8Array): boolean =>
  chain.tips().some((tip) => sameBytes(headerHash(tip), hash));

/**
 * Takes an unfinished block, from a peer or made here (network 3.1.2): validates header and body, compares it with the
 * leader, stores it, asks timelords for its proof of time and tells the other full nodes. Throws if it is invalid.
 */
export async function* takeUnfinished(
  state: NodeState,
  block: FullBlock,
  sender: Peer | null,
): AsyncGenerator<OutboundMessage> {
  if (block.proofOfTime !== null) {
    yield* takeBlock(state, block, sender);
    return;
  }
  const iterations = await iterationsIfNew(state, block);
  if (iterations === null) return;
  const { height } = block.header.data;
  if (state.pace.expectedSeconds(iterations) > BigInt(state.constants.PROPAGATION_DELAY_THRESHOLD))
    await state.pause(slowBlockPauseMs);
  if (state.pace.judge(height, iterations) === 'too slow') return;
  const { challengeHash } = block.proofOfSpace;
  if (!(await state.chain.putUnfinished({ challengeHash, iterations, block }))) return;
  state.log.info({ height, iterations: iterations.toString() }, 'unfinished block');
  yield* announceUnfinished(block, iterations);
}

async function iterationsIfNew(state: NodeState, block: FullBlock): Promise<bigint | null> {
  const { chain, seenUnfinished } = state;
  const hash = headerHash(block.header);
  const { height, prevHeaderHash } = block.header.data;
  if (chain.hasHeader(hash) || seenUnfinished.has(hash) || !isTip(state, prevHeaderHash)) return null;
  const outcome = await chain.validateUnfinished(block, state.nowMs());
  if ('error' in outcome) throw new ProtocolError(outcome.error, { height, headerHash: bytesToHex(hash) });
  if (seenUnfinished.has(hash)) return null;
  seenUnfinished.set(hash, height, true);
  const stored = await chain.getUnfinished(block.proofOfSpace.challengeHash, outcome.iterations);
  return stored === null ? outcome.iterations : null;
}

function* announceUnfinished(block: FullBlock, iterations: bigint): Generator<OutboundMessage> {
  yield out('proof_of_space_info', NodeType.TIMELORD, Delivery.BROADCAST, {
    challengeHash: block.proofOfSpace.challengeHash,
    iterationsNeeded: iterations,
  });
  yield out('new_unfinished_block', NodeType.FULL_NODE, Delivery.BROADCAST_TO_OTHERS, {
    previousHeaderHash: block.header.data.prevHeaderHash,
    numberOfIterations: iterations,
    newHeaderHash: headerHash(block.header),
  });
}
