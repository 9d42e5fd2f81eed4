import type { Log } from '@salvia/service';
import type { ChallengeBook } from './challenges/challenge-book.ts';
import type { Pace } from './challenges/pace.ts';
import type { FarmerKeys } from './farmer-keys.ts';
import type { ProofBook } from './proofs/proof-book.ts';
import type { Tally } from './tally.ts';

/** Where rewards go: puzzle hashes of 32 bytes. */
export interface Rewards {
  readonly farmerPuzzleHash: Uint8Array;
  readonly poolPuzzleHash: Uint8Array;
}

/** What the handlers of a farmer share. No sockets: messages leave as what a handler yields. */
export interface FarmerState {
  readonly keys: FarmerKeys;
  readonly rewards: Rewards;
  readonly challenges: ChallengeBook;
  readonly proofs: ProofBook;
  readonly pace: Pace;
  /** NUMBER_ZERO_BITS_CHALLENGE_SIG of the network file (consensus 5.2) */
  readonly filterBits: number;
  readonly propagateSeconds: number;
  readonly tally: Tally;
  readonly nowMs: () => number;
  readonly log: Log;
}
