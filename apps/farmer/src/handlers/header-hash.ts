import { Delivery, type Handler, NodeType, out } from '@salvia/protocol';
import type { FarmerState } from '../state.ts';

/** A full node has made a header; the harvester that gave the proof signs it first (network 3.2.5). */
export const headerHash = ({ proofs, tally, log }: FarmerState): Handler<'header_hash'> =>
  async function* ({ posHash, headerHash: message }, peer) {
    const proof = proofs.get(posHash);
    if (proof === undefined) {
      log.warn({ code: 'UNKNOWN_PROOF', posHash, peer: peer.host }, 'a header for a proof that is not known any more');
      return;
    }
    tally.headers += 1;
    proofs.addHeader(message, { proof, fullNode: peer.nodeId });
    const body = { plotId: proof.plotId, message };
    yield out('request_signature', NodeType.HARVESTER, Delivery.SPECIFIC, body, proof.harvester);
  };
