import { createBytesMap } from '../bounded-map.ts';

/** Challenges that are kept at all, and how far below the heaviest one they may lie (network Q17). */
const MAX_CHALLENGES = 200;
const KEPT_HEIGHTS = 30;
const MAX_ESTIMATES = 200;

/** What a full node says of a challenge: `height` and `weight` are those of the block that makes it. */
export interface ChallengeFacts {
  readonly challengeHash: Uint8Array;
  readonly height: number;
  readonly weight: bigint;
  /** of the block to be farmed */
  readonly difficulty: bigint;
}

export interface Challenge extends ChallengeFacts {
  /** expected seconds of the answers so far, at most 200 of them */
  readonly estimates: number[];
  /** fewest iterations that an answer asks for; null before the first */
  best: bigint | null;
}

/** The challenges that this farmer knows. */
export interface ChallengeBook {
  /** greatest weight seen; 0 before the first challenge */
  readonly currentWeight: bigint;
  /** Records a challenge; true if it is new and at least as heavy as all before, so that it is to be farmed (network 3.2.2). */
  add(facts: ChallengeFacts): boolean;
  get(challengeHash: Uint8Array): Challenge | undefined;
  /** Those of the current weight, in the order in which they came. */
  current(): readonly Challenge[];
}

export function createChallengeBook(): ChallengeBook {
  const known = createBytesMap<Challenge>(MAX_CHALLENGES);
  let currentWeight = 0n;

  const pruneBelow = (height: number) => {
    for (const challenge of [...known.values()]) if (challenge.height < height) known.delete(challenge.challengeHash);
  };

  return {
    get currentWeight() {
      return currentWeight;
    },
    add: (facts) => {
      if (known.get(facts.challengeHash)) return false;
      known.set(facts.challengeHash, { ...facts, estimates: [], best: null });
      if (facts.weight < currentWeight) return false;
      if (facts.weight > currentWeight) pruneBelow(facts.height - KEPT_HEIGHTS);
      currentWeight = facts.weight;
      return true;
    },
    get: (challengeHash) => known.get(challengeHash),
    current: () => [...known.values()].filter(({ weight }) => weight === currentWeight),
  };
}

/** Notes the estimate of an answer, in seconds. */
export function noteEstimate({ estimates }: Challenge, seconds: number): void {
  if (estimates.length < MAX_ESTIMATES) estimates.push(seconds);
}
