import { concatBytes } from '@noble/hashes/utils.js';
import { type BodyOf, Delivery, type Handlers, NodeType, out, type ProofOfTime } from '@salvia/protocol';
import { sameBytes, uint64 } from '@salvia/streamable';
import { COMPACT, takeCompactProof, wantCompactProof } from '../flow/compact-proofs.ts';
import { finishBlock } from '../flow/finish-block.ts';
import type { NodeState } from '../state.ts';

type ProofOfTimeHandlers = Pick<
  Handlers<typeof NodeType.FULL_NODE>,
  | 'new_proof_of_time'
  | 'request_proof_of_time'
  | 'respond_proof_of_time'
  | 'reject_proof_of_time_request'
  | 'proof_of_time_finished'
>;

type Wanted = Pick<BodyOf<'request_proof_of_time'>, 'height' | 'challengeHash' | 'numberOfIterations'>;

const announcementKey = (challengeHash: Uint8Array, iterations: bigint) =>
  concatBytes(challengeHash, uint64.encode(iterations));

async function storedProofs({ chain }: NodeState, wanted: Wanted): Promise<ProofOfTime[]> {
  const blocks = await chain.blocksAtHeight(wanted.height);
  return blocks
    .flatMap(({ proofOfTime }) => (proofOfTime === null ? [] : [proofOfTime]))
    .filter(
      (proof) =>
        proof.numberOfIterations === wanted.numberOfIterations && sameBytes(proof.challengeHash, wanted.challengeHash),
    );
}

export const proofOfTimeHandlers = (state: NodeState): ProofOfTimeHandlers => ({
  async *new_proof_of_time(body) {
    const { height, challengeHash, numberOfIterations, witnessType } = body;
    if (witnessType === COMPACT) {
      yield* wantCompactProof(state, body);
      return;
    }
    if ((await state.chain.getUnfinished(challengeHash, numberOfIterations)) === null) return;
    if ((await storedProofs(state, body)).length > 0) return;
    state.announcedProofs.set(announcementKey(challengeHash, numberOfIterations), height, height);
    yield out('request_proof_of_time', NodeType.FULL_NODE, Delivery.RESPOND, body);
  },

  async *request_proof_of_time(body) {
    const proof = (await storedProofs(state, body)).find(({ witnessType }) => witnessType === body.witnessType);
    const { challengeHash, numberOfIterations } = body;
    yield proof
      ? out('respond_proof_of_time', NodeType.FULL_NODE, Delivery.RESPOND, { proof })
      : out('reject_proof_of_time_request', NodeType.FULL_NODE, Delivery.RESPOND, {
          challengeHash,
          numberOfIterations,
        });
  },

  /** The block is validated, and the proof with it, before the proof is passed on (network Q19). */
  async *respond_proof_of_time({ proof }, peer) {
    const { challengeHash, numberOfIterations, witnessType } = proof;
    if (witnessType === COMPACT) yield* takeCompactProof(state, proof);
    const key = announcementKey(challengeHash, numberOfIterations);
    const height = state.announcedProofs.get(key);
    yield* finishBlock(state, proof, peer);
    if (height === undefined) return;
    state.announcedProofs.delete(key);
    if ((await storedProofs(state, { height, challengeHash, numberOfIterations })).length === 0) return;
    yield out('new_proof_of_time', NodeType.FULL_NODE, Delivery.BROADCAST_TO_OTHERS, {
      height,
      challengeHash,
      numberOfIterations,
      witnessType,
    });
  },

  async *reject_proof_of_time_request({ challengeHash, numberOfIterations }, peer) {
    state.compactRequests.refused(challengeHash, numberOfIterations);
    state.log.debug({ iterations: numberOfIterations.toString(), peer: peer.host }, 'a peer has no such proof of time');
  },

  async *proof_of_time_finished({ proof }, peer) {
    if (proof.witnessType === COMPACT) yield* takeCompactProof(state, proof);
    yield* finishBlock(state, proof, peer);
  },
});
