import { signPlotHalf } from '@salvia/keychain';
import { Delivery, type Handler, NodeType, out } from '@salvia/protocol';
import type { HarvesterState } from '../state.ts';
import { plotForFarmer } from './plot-for-farmer.ts';

/** The plot's share of the signature of a header: by its local key, under the plot key (network 3.3.5). */
export const requestSignature = (state: HarvesterState): Handler<'request_signature'> =>
  async function* ({ plotId, message }, peer) {
    const plot = plotForFarmer(state, plotId, peer);
    if (plot === null) return;
    state.tally.signatures += 1;
    yield out('respond_signature', NodeType.FARMER, Delivery.RESPOND, {
      plotId,
      message,
      localPk: plot.localPublicKey,
      farmerPk: plot.farmerPublicKey,
      messageSignature: signPlotHalf(plot.localSecretKey, message, plot.plotPublicKey),
    });
  };
