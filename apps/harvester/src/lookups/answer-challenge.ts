import { passesPlotFilter } from '@salvia/proof-of-space';
import { Delivery, NodeType, type OutboundMessage, out } from '@salvia/protocol';
import { codeOf } from '../harvester-error.ts';
import type { LoadedPlot } from '../plots/loaded-plot.ts';
import type { HarvesterState } from '../state.ts';
import { asCompleted } from './as-completed.ts';
import type { OpenChallenge } from './farmer-book.ts';

/**
 * Looks a challenge up in the farmer's plots that were not looked up for it yet: one `challenge_response` per quality,
 * as soon as its plot is done (network 3.3.3). To the farmer by its node id, so that it also works without a message to
 * respond to.
 */
export async function* answerChallenge(
  state: HarvesterState,
  challenge: OpenChallenge,
): AsyncGenerator<OutboundMessage> {
  const { challengeHash, nodeId } = challenge;
  const plots = state.farmers
    .takeDue(challenge, state.library.plots())
    .filter((plot) => passesPlotFilter(plot.plotId, challengeHash, state.filterBits));
  noteLookups(state, challengeHash, plots.length);
  const lookups = plots.map((plot) => state.limiter.run(() => lookUp(state, plot, challengeHash)));
  for await (const { plot, qualities } of asCompleted(lookups)) {
    noteQualities(state, challengeHash, qualities.length);
    for (const [responseNumber, qualityString] of qualities.entries()) {
      const body = { challengeHash, plotId: plot.path, responseNumber, qualityString, plotSize: plot.k };
      yield out('challenge_response', NodeType.FARMER, Delivery.SPECIFIC, body, nodeId);
    }
  }
}

interface Lookup {
  readonly plot: LoadedPlot;
  readonly qualities: readonly Uint8Array[];
}

/** A plot that cannot be read has nothing to say; the others go on. */
async function lookUp(state: HarvesterState, plot: LoadedPlot, challengeHash: Uint8Array): Promise<Lookup> {
  state.tally.lookups += 1;
  try {
    return { plot, qualities: await plot.read((open) => open.qualities(challengeHash)) };
  } catch (error) {
    state.tally.failedLookups += 1;
    state.log.warn({ code: codeOf(error), path: plot.path, err: error }, 'a plot could not be read');
    return { plot, qualities: [] };
  }
}

function noteLookups({ tally, log }: HarvesterState, challengeHash: Uint8Array, plots: number): void {
  if (isLast(tally.lastChallenge, challengeHash)) tally.lastChallenge.plots += plots;
  log.debug({ challengeHash, plots }, 'challenge looked up');
}

function noteQualities({ tally }: HarvesterState, challengeHash: Uint8Array, found: number): void {
  tally.qualities += found;
  if (isLast(tally.lastChallenge, challengeHash)) tally.lastChallenge.qualities += found;
}

function isLast<L extends { readonly challengeHash: Uint8Array }>(last: L | null, hash: Uint8Array): last is L {
  return last !== null && Buffer.compare(last.challengeHash, hash) === 0;
}
