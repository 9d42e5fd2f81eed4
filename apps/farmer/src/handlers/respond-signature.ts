import { bls } from '@salvia/bls';
import { joinPlotHalves, plotPublicKey, signPlotHalf } from '@salvia/keychain';
import { type BodyOf, Delivery, type Handler, NodeType, out, ProtocolError } from '@salvia/protocol';
import { keyFor } from '../farmer-keys.ts';
import type { FarmedProof } from '../proofs/proof-book.ts';
import type { FarmerState } from '../state.ts';

/** Joins the plot's share and the farmer's share of a signature and sends the block off (network 3.2.6). */
export const respondSignature = (state: FarmerState): Handler<'respond_signature'> =>
  async function* (share, peer) {
    const pending = state.proofs.header(share.message);
    if (pending === undefined || pending.proof.plotId !== share.plotId) {
      state.log.warn(
        { code: 'UNKNOWN_HEADER', message: share.message, peer: peer.host },
        'a signature nobody asked for',
      );
      return;
    }
    const { proof, fullNode } = pending;
    const headerSignature = joinedSignature(state, proof, share);
    if (headerSignature === null) throw new ProtocolError('INVALID_PLOT_SIGNATURE', { plot: share.plotId });
    proof.signed = true;
    state.tally.blocksSubmitted += 1;
    state.tally.lastSubmittedAt = state.nowMs();
    const body = { posHash: proof.posHash, headerHash: share.message, headerSignature };
    state.log.info({ ...body, iterations: proof.iterations }, 'block submitted');
    // Only the node that made this header has the candidate; any other would refuse its hash (network 3.1.8).
    yield out('header_signature', NodeType.FULL_NODE, Delivery.SPECIFIC, body, fullNode);
  };

/** Aggregate of both shares under the plot key; null unless it is a valid signature of the proof's plot. */
function joinedSignature(
  { keys }: FarmerState,
  { request }: FarmedProof,
  { message, localPk, farmerPk, messageSignature }: BodyOf<'respond_signature'>,
): Uint8Array | null {
  const pair = keyFor(keys, farmerPk);
  if (pair === undefined) return null;
  const plotKey = plotPublicKey(localPk, farmerPk);
  if (Buffer.compare(plotKey, request.proofOfSpace.plotPublicKey) !== 0) return null;
  const signature = joinPlotHalves(messageSignature, signPlotHalf(pair.secretKey, message, plotKey));
  return bls().verify(plotKey, message, signature) ? signature : null;
}
