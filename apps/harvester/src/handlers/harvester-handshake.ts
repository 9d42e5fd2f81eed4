import type { Handler } from '@salvia/protocol';
import { answerOpenChallenges } from '../lookups/answer-open.ts';
import type { HarvesterState } from '../state.ts';

/** The farmer tells its keys; challenges that came before them are answered now (network 3.3.2). */
export const harvesterHandshake = (state: HarvesterState): Handler<'harvester_handshake'> =>
  async function* (keys, peer) {
    state.farmers.shakeHands(peer.nodeId, keys);
    await state.library.refresh();
    const plots = state.library.plots().filter((plot) => state.farmers.owns(peer.nodeId, plot)).length;
    if (plots === 0) state.log.warn({ code: 'NO_PLOTS', farmer: peer.nodeId }, 'no plots with keys of this farmer yet');
    else state.log.info({ farmer: peer.nodeId, plots }, 'farming for a farmer');
    yield* answerOpenChallenges(state, peer.nodeId);
  };
