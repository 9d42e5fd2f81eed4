import type { OutboundMessage } from '@salvia/protocol';
import type { HarvesterState } from '../state.ts';
import { answerChallenge } from './answer-challenge.ts';

/**
 * Answers the last challenges, newest first, for plots that were not looked up for them: those of a farmer that has just
 * told its keys, or of all farmers when plots were added. A challenge that had too few plots can stop a chain, and only
 * new plots can move it again.
 */
export async function* answerOpenChallenges(
  state: HarvesterState,
  nodeId?: Uint8Array,
): AsyncGenerator<OutboundMessage> {
  for (const challenge of state.farmers.challenges(nodeId)) yield* answerChallenge(state, challenge);
}
