import { bytesToHex } from '@noble/hashes/utils.js';
import { passesPlotFilter } from '@salvia/proof-of-space';
import {
  type BodyOf,
  Delivery,
  type FullBlock,
  type Header,
  headerDataHash,
  headerHash,
  NodeType,
  type OutboundMessage,
  out,
  ProtocolError,
  plotId,
  proofOfSpaceHash,
} from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { NodeState } from '../state.ts';
import { takeUnfinished } from './unfinished.ts';

type Request = BodyOf<'request_header_hash'>;

/** Assembles a block on the tip that a farmer's proof of space answers (network 3.1.7), and returns what to sign. */
export async function* makeCandidate(state: NodeState, request: Request): AsyncGenerator<OutboundMessage> {
  if (isPaused(state)) return;
  const qualityString = await verifiedQuality(state, request);
  await mempoolsReady(state);
  const tip = tipFor(state, request.challengeHash);
  if (tip === null) {
    state.log.debug({ challengeHash: bytesToHex(request.challengeHash) }, 'no tip has this challenge any more');
    return;
  }
  const candidate = await state.chain.createCandidate({
    tip: headerHash(tip),
    proofOfSpace: request.proofOfSpace,
    qualityString,
    poolTarget: request.poolTarget,
    poolTargetSignature: request.poolTargetSignature,
    farmerRewardsPuzzleHash: request.farmerRewardsPuzzleHash,
    nowSeconds: state.nowMs() / 1000,
    bundle: state.mempools.bundleFor(headerHash(tip)),
  });
  const posHash = proofOfSpaceHash(request.proofOfSpace);
  state.candidates.set(posHash, candidate.headerData.height, candidate);
  yield out('header_hash', NodeType.FARMER, Delivery.RESPOND, {
    posHash,
    headerHash: headerDataHash(candidate.headerData),
  });
}

/** Blocks on tips that are known not to be the best are of no use to anybody (sync.md, during sync). */
function isPaused({ sync, log }: NodeState): boolean {
  if (sync.tipsAreStale) log.debug({}, 'no farming on tips that others have left behind');
  return sync.tipsAreStale;
}

/** How long a farmer waits for transactions; a block without them is better than none. */
const readyWithinMs = 1000;

/** A tip that is new has no transactions before the mempools have followed. */
const mempoolsReady = ({ mempoolUpdates, pause }: NodeState): Promise<void> =>
  Promise.race([mempoolUpdates.settled().catch(() => undefined), pause(readyWithinMs)]);

async function verifiedQuality(state: NodeState, { challengeHash, proofOfSpace }: Request): Promise<Uint8Array> {
  const id = plotId(proofOfSpace);
  const { size: k, proof } = proofOfSpace;
  const quality = passesPlotFilter(id, challengeHash, state.constants.NUMBER_ZERO_BITS_CHALLENGE_SIG)
    ? await state.verifier.proofOfSpace({ plotId: id, k, challenge: challengeHash, proof })
    : null;
  if (quality === null || !sameBytes(proofOfSpace.challengeHash, challengeHash))
    throw new ProtocolError('INVALID_POSPACE', { plotId: bytesToHex(id) });
  return quality;
}

const tipFor = ({ chain }: NodeState, challengeHash: Uint8Array): Header | null =>
  chain.tips().find((tip) => sameBytes(chain.challengeAfter(headerHash(tip)).hash, challengeHash)) ?? null;

/** Turns a candidate and its plot signature into an unfinished block (network 3.1.8). */
export async function* signCandidate(
  state: NodeState,
  { posHash, headerHash: signedHash, headerSignature }: BodyOf<'header_signature'>,
): AsyncGenerator<OutboundMessage> {
  if (isPaused(state)) return;
  const candidate = state.candidates.get(posHash);
  if (candidate === undefined) {
    state.log.debug({ posHash: bytesToHex(posHash) }, 'no candidate waits for this signature');
    return;
  }
  if (!sameBytes(headerDataHash(candidate.headerData), signedHash))
    throw new ProtocolError('INVALID_PLOT_SIGNATURE', { posHash: bytesToHex(posHash) });
  const block: FullBlock = {
    proofOfSpace: candidate.proofOfSpace,
    proofOfTime: null,
    header: { data: candidate.headerData, plotSignature: headerSignature },
    transactionsGenerator: candidate.transactionsGenerator,
    transactionsFilter: candidate.transactionsFilter,
  };
  yield* takeUnfinished(state, block, null);
}
