import { farmer, harvester, timelord } from '../messages/index.ts';
import { NodeType } from '../roles.ts';
import { ITEMS, RATE, SIZE } from './caps.ts';
import type { CatalogueRows } from './row.ts';
import { usual } from './usual.ts';

const { FULL_NODE, HARVESTER, FARMER, TIMELORD } = NodeType;
const toFarmer = { ...usual, routes: [[FULL_NODE, FARMER]] } as const;
const fromFarmer = { ...usual, routes: [[FARMER, FULL_NODE]] } as const;
const toHarvester = { ...usual, routes: [[FARMER, HARVESTER]], rate: RATE.PER_PLOT } as const;
const fromHarvester = { ...usual, routes: [[HARVESTER, FARMER]], rate: RATE.PER_PLOT } as const;
const toTimelord = { ...usual, routes: [[FULL_NODE, TIMELORD]] } as const;

/** Full node, farmer, harvester and timelord (network 2.3, 2.4, 2.5). */
export const farmingRows = {
  proof_of_space_finalized: { ...toFarmer, body: farmer.ProofOfSpaceFinalized },
  proof_of_space_arrived: { ...toFarmer, body: farmer.ProofOfSpaceArrived },
  proof_of_time_rate: { ...toFarmer, body: farmer.ProofOfTimeRate },
  request_header_hash: { ...fromFarmer, body: farmer.RequestHeaderHash, answers: ['header_hash'] },
  header_hash: { ...toFarmer, body: farmer.HeaderHash, answers: ['header_signature'] },
  header_signature: { ...fromFarmer, body: farmer.HeaderSignature },

  harvester_handshake: {
    ...toHarvester,
    body: harvester.HarvesterHandshake,
    maxBytes: SIZE.LIST,
    maxItems: ITEMS.LIST,
    answers: ['challenge_response'],
  },
  new_challenge: { ...toHarvester, body: harvester.NewChallenge, answers: ['challenge_response'] },
  challenge_response: { ...fromHarvester, body: harvester.ChallengeResponse, answers: ['request_proof_of_space'] },
  request_proof_of_space: {
    ...toHarvester,
    body: harvester.RequestProofOfSpace,
    answers: ['respond_proof_of_space'],
  },
  respond_proof_of_space: { ...fromHarvester, body: harvester.RespondProofOfSpace },
  request_signature: { ...toHarvester, body: harvester.RequestSignature, answers: ['respond_signature'] },
  respond_signature: { ...fromHarvester, body: harvester.RespondSignature },

  challenge_start: { ...toTimelord, body: timelord.ChallengeStart },
  proof_of_space_info: { ...toTimelord, body: timelord.ProofOfSpaceInfo, answers: ['proof_of_time_finished'] },
  proof_of_time_finished: {
    ...usual,
    routes: [[TIMELORD, FULL_NODE]],
    body: timelord.ProofOfTimeFinished,
    maxBytes: SIZE.HEADER,
  },
} as const satisfies CatalogueRows;
