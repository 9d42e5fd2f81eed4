import type { Handler } from '@salvia/protocol';
import { answerChallenge } from '../lookups/answer-challenge.ts';
import type { HarvesterState } from '../state.ts';

/** Looks a challenge up; before the farmer's handshake it only waits for the keys (network 3.3.3). */
export const newChallenge = (state: HarvesterState): Handler<'new_challenge'> =>
  async function* ({ challengeHash }, peer) {
    const challenge = { nodeId: peer.nodeId, challengeHash };
    state.farmers.remember(challenge);
    state.tally.challenges += 1;
    state.tally.lastChallenge = { challengeHash, receivedAt: state.nowMs(), plots: 0, qualities: 0 };
    await state.library.refresh();
    yield* answerChallenge(state, challenge);
  };
