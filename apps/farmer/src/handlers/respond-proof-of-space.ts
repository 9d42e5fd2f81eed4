import { bls } from '@salvia/bls';
import { passesPlotFilter, verifyProof } from '@salvia/proof-of-space';
import {
  type BodyOf,
  Delivery,
  type Handler,
  NodeType,
  out,
  PoolTarget,
  type ProofOfSpace,
  ProtocolError,
  plotId as plotIdOf,
  proofOfSpaceHash,
} from '@salvia/protocol';
import { keyFor } from '../farmer-keys.ts';
import type { FarmerState } from '../state.ts';

/** A harvester gives a full proof; full nodes are asked to make a block of it (network 3.2.4). */
export const respondProofOfSpace = (state: FarmerState): Handler<'respond_proof_of_space'> =>
  async function* ({ plotId, responseNumber, proof }, peer) {
    const { challengeHash } = proof;
    const challenge = state.challenges.get(challengeHash);
    if (challenge === undefined) return;
    const quality = verifiedQuality(state, proof);
    const { iterations, seconds } = state.pace.estimate(quality, proof.size, challenge.difficulty);
    if (seconds >= state.propagateSeconds) return;
    const request = headerRequest(state, proof);
    if (request === null) return;
    const posHash = proofOfSpaceHash(proof);
    const answer = { challengeHash, plotId, responseNumber };
    const signed = state.proofs.get(posHash)?.signed ?? false;
    state.proofs.add({ ...answer, harvester: peer.nodeId, posHash, iterations, request, signed });
    state.tally.proofs += 1;
    state.log.info({ ...answer, posHash, height: challenge.height + 1, iterations, seconds }, 'proof of space');
    yield out('request_header_hash', NodeType.FULL_NODE, Delivery.BROADCAST, request);
  };

/** Filter and proof, a matter of microseconds; a harvester whose proof fails is cut off. */
function verifiedQuality(state: FarmerState, proof: ProofOfSpace): Uint8Array {
  const plotId = plotIdOf(proof);
  const { challengeHash: challenge, size: k } = proof;
  const quality = passesPlotFilter(plotId, challenge, state.filterBits)
    ? verifyProof({ plotId, k, challenge, proof: proof.proof })
    : null;
  if (quality !== null) return quality;
  state.tally.invalidProofs += 1;
  throw new ProtocolError('INVALID_POSPACE', { k });
}

/** Null if the pool key is not one of ours, so that the pool target cannot be signed. */
function headerRequest({ keys, rewards, log }: FarmerState, proof: ProofOfSpace): BodyOf<'request_header_hash'> | null {
  const pair = keyFor(keys, proof.poolPublicKey);
  if (pair === undefined) {
    log.warn(
      { code: 'NO_POOL_KEY', poolPublicKey: proof.poolPublicKey },
      'the pool key of a proof is not in the key file',
    );
    return null;
  }
  const poolTarget = { puzzleHash: rewards.poolPuzzleHash, maxHeight: 0 };
  return {
    challengeHash: proof.challengeHash,
    proofOfSpace: proof,
    poolTarget,
    poolTargetSignature: bls().sign(pair.secretKey, PoolTarget.encode(poolTarget)),
    farmerRewardsPuzzleHash: rewards.farmerPuzzleHash,
  };
}
