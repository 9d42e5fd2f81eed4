import { bytes32, message, uint64, uint128 } from '@salvia/streamable';
import { ProofOfTime } from '../records/index.ts';

/*
 * Between full node and timelord (network 2.5).
 */

export const ChallengeStart = message('ChallengeStart', { challengeHash: bytes32, weight: uint128 });
export const ProofOfSpaceInfo = message('ProofOfSpaceInfo', { challengeHash: bytes32, iterationsNeeded: uint64 });
export const ProofOfTimeFinished = message('ProofOfTimeFinished', { proof: ProofOfTime });
