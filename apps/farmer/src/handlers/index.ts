import type { Handlers, NodeType } from '@salvia/protocol';
import type { FarmerState } from '../state.ts';
import { challengeResponse } from './challenge-response.ts';
import { headerHash } from './header-hash.ts';
import { proofOfSpaceArrived } from './proof-of-space-arrived.ts';
import { proofOfSpaceFinalized } from './proof-of-space-finalized.ts';
import { proofOfTimeRate } from './proof-of-time-rate.ts';
import { respondProofOfSpace } from './respond-proof-of-space.ts';
import { respondSignature } from './respond-signature.ts';

/** What a farmer does with each message that it takes (network 3.2). */
export const farmerHandlers = (state: FarmerState): Handlers<typeof NodeType.FARMER> => ({
  proof_of_space_finalized: proofOfSpaceFinalized(state),
  proof_of_space_arrived: proofOfSpaceArrived(state),
  proof_of_time_rate: proofOfTimeRate(state),
  header_hash: headerHash(state),
  challenge_response: challengeResponse(state),
  respond_proof_of_space: respondProofOfSpace(state),
  respond_signature: respondSignature(state),
});
