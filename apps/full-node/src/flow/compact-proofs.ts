import { bytesToHex } from '@noble/hashes/utils.js';
import {
  type BodyOf,
  Delivery,
  NodeType,
  type OutboundMessage,
  out,
  type ProofOfTime,
  ProtocolError,
} from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { NodeState } from '../state.ts';

/** The witness type of compact proofs: one segment, however many the stored proof has. */
export const COMPACT = 0;

/** Whether blocks of that height take compact proofs (network 3.1.4, Q20); the genesis block stays as the network file has it. */
const isSettled = ({ chain }: NodeState, height: number): boolean => height > 0 && height < chain.lca().data.height;

/** A peer has a compact proof (network 3.1.4): it is wanted if our main chain has a longer one in its place. */
export async function* wantCompactProof(
  state: NodeState,
  announced: BodyOf<'new_proof_of_time'>,
): AsyncGenerator<OutboundMessage> {
  const { height, challengeHash, numberOfIterations } = announced;
  const hash = isSettled(state, height) ? state.chain.hashAtHeight(height) : null;
  const stored = hash && (await state.chain.headerBlock(hash))?.proofOfTime;
  if (!stored || stored.witnessType === COMPACT) return;
  if (stored.numberOfIterations !== numberOfIterations || !sameBytes(stored.challengeHash, challengeHash)) return;
  if (!state.compactRequests.begin(challengeHash, numberOfIterations, state.nowMs())) return;
  yield out('request_proof_of_time', NodeType.FULL_NODE, Delivery.RESPOND, announced);
}

/**
 * Takes a compact proof, from a peer or a timelord (network 3.1.5): it replaces longer ones of the same output, and others
 * are told. One that is not valid throws: whoever passes proofs on has checked them.
 */
export async function* takeCompactProof(state: NodeState, proof: ProofOfTime): AsyncGenerator<OutboundMessage> {
  const { chain } = state;
  const { challengeHash, numberOfIterations } = proof;
  state.compactRequests.arrived(challengeHash, numberOfIterations);
  const height = await chain.provedHeight(challengeHash, numberOfIterations);
  if (height === null || !isSettled(state, height)) return;
  const { result } = await chain.replaceProofOfTime(proof);
  const fields = { height, challengeHash: bytesToHex(challengeHash), iterations: numberOfIterations.toString() };
  if (result === 'INVALID_PROOF') throw new ProtocolError('INVALID_POT', fields);
  if (result !== 'REPLACED') return;
  state.compactRequests.replaced();
  state.log.info(fields, 'a compact proof of time in the place of a longer one');
  yield out('new_proof_of_time', NodeType.FULL_NODE, Delivery.BROADCAST_TO_OTHERS, {
    height,
    challengeHash,
    numberOfIterations,
    witnessType: COMPACT,
  });
}
