import type { Handler } from '@salvia/protocol';
import { followPlan, type TimelordState } from '../state.ts';

/** A full node has a new tip (network 3.4.2). Nothing is answered. */
export const challengeStart = (state: TimelordState): Handler<'challenge_start'> =>
  async function* ({ challengeHash, weight }, peer) {
    if (!state.concerns(peer, weight) || !state.book.addChallenge(challengeHash, weight)) return;
    state.log.debug({ challengeHash, weight }, 'challenge');
    followPlan(state);
  };
