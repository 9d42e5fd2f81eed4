import type { FinishedProof, VdfError, VdfProgress } from '@salvia/proof-of-time';
import { Delivery, NodeType, type OutboundMessage, out, type ProofOfTime } from '@salvia/protocol';
import { followPlan, type TimelordState } from './state.ts';

/** The message with a proof, to every full node. */
const proofFinished = (proof: ProofOfTime): OutboundMessage =>
  out('proof_of_time_finished', NodeType.FULL_NODE, Delivery.BROADCAST, { proof });

/**
 * A worker has a proof. It was verified in the worker's thread; a wrong one is dropped (network Q22), a right one goes out
 * and is remembered.
 */
export function takeProof(state: TimelordState, worker: number, finished: FinishedProof): OutboundMessage[] {
  const { book, tally, log } = state;
  const { challenge: challengeHash, iterations: numberOfIterations, output, witnessType, witness } = finished;
  if (!finished.valid) {
    book.spoiled(worker, numberOfIterations);
    tally.invalidProofs += 1;
    log.error(
      { code: 'INVALID_PROOF', worker, challengeHash, iterations: numberOfIterations },
      'dropped a wrong proof',
    );
    return [];
  }
  const proof: ProofOfTime = { challengeHash, numberOfIterations, output, witnessType, witness };
  state.proofs.add(proof);
  book.finished(worker, numberOfIterations, state.nowMs());
  tally.proofs += 1;
  log.info({ worker, challengeHash, iterations: numberOfIterations, ips: book.average.mean }, 'proof of time');
  followPlan(state);
  return [proofFinished(proof)];
}

export function takeProgress(state: TimelordState, worker: number, { iterations, ips }: VdfProgress): void {
  const progress = state.progress[worker];
  if (progress !== undefined) Object.assign(progress, { iterations, ips });
}

/** A worker's thread has ended: its challenge goes to the next free worker, from the beginning. */
export function takeFailure(state: TimelordState, worker: number, { code, payload }: VdfError): void {
  state.tally.failedWorkers += 1;
  state.log.error({ code, ...payload, worker }, 'a worker failed');
  state.book.lost(worker);
  followPlan(state);
}
