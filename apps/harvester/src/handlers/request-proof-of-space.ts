import { Delivery, type Handler, NodeType, out } from '@salvia/protocol';
import { codeOf } from '../harvester-error.ts';
import type { HarvesterState } from '../state.ts';
import { plotForFarmer } from './plot-for-farmer.ts';

/** Reads the full proof behind a quality (network 3.3.4). A plot that is not here any more is no answer (Q33). */
export const requestProofOfSpace = (state: HarvesterState): Handler<'request_proof_of_space'> =>
  async function* ({ challengeHash, plotId, responseNumber }, peer) {
    const plot = plotForFarmer(state, plotId, peer);
    if (plot === null) return;
    const proof = await state.limiter
      .run(() => plot.read((open) => open.proof(challengeHash, responseNumber)))
      .catch((error: unknown) => {
        state.log.warn(
          { code: codeOf(error), path: plot.path, responseNumber, err: error },
          'a proof could not be read',
        );
        return null;
      });
    if (proof === null) return;
    state.tally.proofs += 1;
    const { poolPublicKey, plotPublicKey, k } = plot;
    yield out('respond_proof_of_space', NodeType.FARMER, Delivery.RESPOND, {
      plotId,
      responseNumber,
      proof: { challengeHash, poolPublicKey, plotPublicKey, size: k, proof },
    });
  };
