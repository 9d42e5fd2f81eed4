import type { Log } from '@salvia/service';
import type { FarmerBook } from './lookups/farmer-book.ts';
import type { Limiter } from './lookups/limiter.ts';
import type { Tally } from './lookups/tally.ts';
import type { PlotLibrary } from './plots/plot-library.ts';

/** What the handlers of a harvester share. No sockets: messages leave as what a handler yields. */
export interface HarvesterState {
  readonly library: PlotLibrary;
  readonly farmers: FarmerBook;
  readonly limiter: Limiter;
  readonly tally: Tally;
  /** NUMBER_ZERO_BITS_CHALLENGE_SIG of the network file (consensus 5.2) */
  readonly filterBits: number;
  readonly nowMs: () => number;
  readonly log: Log;
}
