/** Takes one sample. `round` counts from 0, warm-up included, so that no round need repeat the work of another. */
export type Subject = (round: number) => number | Promise<number>;

export interface Rounds {
  /** Samples wanted of each subject, at least 1. */
  readonly rounds: number;
  /** Rounds before them whose samples are thrown away: code is compiled, caches fill. */
  readonly warmUp: number;
  /** Called after each round, with those done (warm-up included) and all there will be. */
  readonly onRound?: (done: number, of: number) => void;
}

/**
 * Samples of several subjects, taken in turn (A B A B …): a disturbance of the machine hits all of them alike, and
 * their ratio stays right.
 */
export async function interleave<Name extends string>(
  subjects: Readonly<Record<Name, Subject>>,
  { rounds, warmUp, onRound }: Rounds,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(subjects) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const name of names) {
      const sample = await subjects[name](round);
      if (round >= warmUp) samples[name].push(sample);
    }
    onRound?.(round + 1, warmUp + rounds);
  }
  return samples;
}
