import { Delivery, type Handler, NodeType, out } from '@salvia/protocol';
import { followPlan, type TimelordState } from '../state.ts';

/** Engines count in numbers; so many iterations take longer than anybody waits. */
const MOST_ITERATIONS = BigInt(Number.MAX_SAFE_INTEGER);

/** Somebody has an unfinished block that needs this many iterations (network 3.4.3). */
export const proofOfSpaceInfo = (state: TimelordState): Handler<'proof_of_space_info'> =>
  async function* ({ challengeHash, iterationsNeeded }, peer) {
    const { book, crew, log } = state;
    const proof = state.proofs.get(challengeHash, iterationsNeeded);
    if (proof !== undefined) {
      // It was sent when it was made; who asks all the same has lost it.
      state.tally.repeatedProofs += 1;
      yield out('proof_of_time_finished', NodeType.FULL_NODE, Delivery.RESPOND, { proof });
      return;
    }
    if (iterationsNeeded < 1n || iterationsNeeded > MOST_ITERATIONS) {
      log.warn({ code: 'BAD_ITERATIONS', challengeHash, iterations: iterationsNeeded, peer: peer.host }, 'ignored');
      return;
    }
    const wanted = book.want(challengeHash, iterationsNeeded);
    if (!wanted.taken) return;
    log.debug({ challengeHash, iterations: iterationsNeeded }, 'iterations wanted');
    if (wanted.worker !== null) crew.addTarget(wanted.worker, iterationsNeeded);
    followPlan(state);
  };
