import { challengeHash } from '@salvia/protocol';
import { type ChallengeWithHash, type DifficultyConstants, newWorkDifficulty } from '../consensus/index.ts';
import type { HeaderStore } from '../store/index.ts';
import { BoundedCache } from './bounded-cache.ts';
import type { ChainState } from './state.ts';

/** Challenges kept; asked for again and again are those of the tips. */
const LIMIT = 64;

/** The challenge after any accepted header, from the two hashes in its row and the difficulties of its chain. */
export class Challenges {
  readonly #cache = new BoundedCache<number, ChallengeWithHash>(LIMIT);
  readonly #state: ChainState;
  readonly #headers: HeaderStore;
  readonly #constants: DifficultyConstants;

  constructor(state: ChainState, headers: HeaderStore, constants: DifficultyConstants) {
    this.#state = state;
    this.#headers = headers;
    this.#constants = constants;
  }

  after(id: number): ChallengeWithHash {
    return this.#cache.getOr(id, () => this.#make(id)) as ChallengeWithHash;
  }

  #make(id: number): ChallengeWithHash {
    const hashes = this.#headers.proofHashes(id);
    if (hashes === undefined) throw new RangeError(`no header has the id ${id}`);
    const { challengeHash: prevChallengeHash, proofsHash } = hashes;
    const difficulty = newWorkDifficulty(this.#state.ancestry(id), this.#constants);
    const challenge = { prevChallengeHash, proofsHash, newWorkDifficulty: difficulty };
    return { challenge, hash: challengeHash(challenge) };
  }
}
