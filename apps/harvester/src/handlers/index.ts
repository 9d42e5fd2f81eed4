import type { Handlers, NodeType } from '@salvia/protocol';
import type { HarvesterState } from '../state.ts';
import { harvesterHandshake } from './harvester-handshake.ts';
import { newChallenge } from './new-challenge.ts';
import { requestProofOfSpace } from './request-proof-of-space.ts';
import { requestSignature } from './request-signature.ts';

/** What a harvester does with each message that it takes (network 3.3). */
export const harvesterHandlers = (state: HarvesterState): Handlers<typeof NodeType.HARVESTER> => ({
  harvester_handshake: harvesterHandshake(state),
  new_challenge: newChallenge(state),
  request_proof_of_space: requestProofOfSpace(state),
  request_signature: requestSignature(state),
});
