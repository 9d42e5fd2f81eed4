import { Delivery, type Handler, NodeType, out } from '@salvia/protocol';
import type { FarmerState } from '../state.ts';

/** A tip has a challenge; the heaviest ones are farmed (network 3.2.2). */
export const proofOfSpaceFinalized = ({ challenges, tally, log }: FarmerState): Handler<'proof_of_space_finalized'> =>
  async function* (facts) {
    if (!challenges.add(facts)) return;
    const { challengeHash, height, weight, difficulty } = facts;
    tally.challenges += 1;
    log.info({ challengeHash, height, weight, difficulty }, 'new challenge');
    yield out('new_challenge', NodeType.HARVESTER, Delivery.BROADCAST, { challengeHash });
  };
