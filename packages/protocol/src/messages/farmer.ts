import { bytes32, message, uint32, uint64, uint128 } from '@salvia/streamable';
import { PoolTarget, ProofOfSpace, signature } from '../records/index.ts';

/*
 * Between full node and farmer (network 2.3).
 */

/** A challenge to farm; `difficulty` is that of the block to be farmed. */
export const ProofOfSpaceFinalized = message('ProofOfSpaceFinalized', {
  challengeHash: bytes32,
  height: uint32,
  weight: uint128,
  difficulty: uint64,
});

export const ProofOfSpaceArrived = message('ProofOfSpaceArrived', {
  previousChallengeHash: bytes32,
  weight: uint128,
  qualityString: bytes32,
});

/** Iterations per second of the network's proofs of time. */
export const ProofOfTimeRate = message('ProofOfTimeRate', { potEstimateIps: uint64 });

export const RequestHeaderHash = message('RequestHeaderHash', {
  challengeHash: bytes32,
  proofOfSpace: ProofOfSpace,
  poolTarget: PoolTarget,
  poolTargetSignature: signature,
  farmerRewardsPuzzleHash: bytes32,
});

/** `headerHash` is the hash of the header data, which the plot key is to sign. */
export const HeaderHash = message('HeaderHash', { posHash: bytes32, headerHash: bytes32 });

export const HeaderSignature = message('HeaderSignature', {
  posHash: bytes32,
  headerHash: bytes32,
  headerSignature: signature,
});
