import { Delivery, type Handler, NodeType, out, ProtocolError } from '@salvia/protocol';
import { type Challenge, noteEstimate } from '../challenges/challenge-book.ts';
import type { Estimate } from '../challenges/pace.ts';
import type { Answer, FarmedProof } from '../proofs/proof-book.ts';
import type { FarmerState } from '../state.ts';

/** Below this height only the best answer of a challenge is followed up (network 3.2.3). */
const BEST_ONLY_BELOW_HEIGHT = 1000;

/** A harvester has a quality; a good one is asked for its full proof (network 3.2.3). */
export const challengeResponse = (state: FarmerState): Handler<'challenge_response'> =>
  async function* ({ challengeHash, plotId, responseNumber, qualityString, plotSize }, peer) {
    const challenge = state.challenges.get(challengeHash);
    if (challenge === undefined) {
      // Not an offence: harvesters answer what was asked before this farmer was restarted, or what it has forgotten.
      state.log.debug({ code: 'UNKNOWN_CHALLENGE', challengeHash, peer: peer.host }, 'an answer comes too late');
      return;
    }
    state.tally.answers += 1;
    const estimate = estimateOf(state, qualityString, plotSize, challenge);
    const answer = { challengeHash, plotId, responseNumber };
    const known = state.proofs.ofAnswer(answer);
    // After a restart of its harvester a plot answers under a new node id; that is where its signature comes from now.
    if (known) known.harvester = peer.nodeId;
    if (!known) noteEstimate(challenge, estimate.seconds);
    if (!isWanted(state, challenge, estimate, known)) return;
    state.log.info({ ...answer, iterations: estimate.iterations, seconds: estimate.seconds }, 'good quality');
    yield out('request_proof_of_space', NodeType.HARVESTER, Delivery.RESPOND, answer satisfies Answer);
  };

function estimateOf({ pace }: FarmerState, quality: Uint8Array, k: number, { difficulty }: Challenge): Estimate {
  try {
    return pace.estimate(quality, k, difficulty);
  } catch {
    throw new ProtocolError('INVALID_POSPACE', { reason: 'no such plot size, or iterations out of range', k });
  }
}

function isWanted(
  { propagateSeconds }: FarmerState,
  challenge: Challenge,
  { iterations, seconds }: Estimate,
  known: FarmedProof | undefined,
): boolean {
  if (known?.signed || seconds >= propagateSeconds) return false;
  const { best } = challenge;
  // The best answer again is followed up again: what its harvester sent may have been lost with its connection.
  const isBest = best === null || iterations <= best;
  if (isBest) challenge.best = iterations;
  return isBest || challenge.height >= BEST_ONLY_BELOW_HEIGHT;
}
