import type { Handler } from '@salvia/protocol';
import type { FarmerState } from '../state.ts';

/** Nobody sends it and nothing follows from it (network Q37). */
export const proofOfSpaceArrived = ({ log }: FarmerState): Handler<'proof_of_space_arrived'> =>
  async function* ({ previousChallengeHash, weight }, peer) {
    log.debug({ previousChallengeHash, weight, peer: peer.host }, 'a proof of space arrived elsewhere');
  };
