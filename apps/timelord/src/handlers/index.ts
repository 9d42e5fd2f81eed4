import type { Handlers, NodeType } from '@salvia/protocol';
import type { TimelordState } from '../state.ts';
import { challengeStart } from './challenge-start.ts';
import { proofOfSpaceInfo } from './proof-of-space-info.ts';

/** What a timelord takes from full nodes (network 2.5). */
export const timelordHandlers = (state: TimelordState): Handlers<typeof NodeType.TIMELORD> => ({
  challenge_start: challengeStart(state),
  proof_of_space_info: proofOfSpaceInfo(state),
});
