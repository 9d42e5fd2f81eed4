import type { Figure } from '../report/figure.ts';

/** What a benchmark is given. */
export interface Surroundings {
  /** Samples per figure, at least 1. */
  readonly runs: number;
  /** An empty folder, removed afterwards. */
  readonly folder: string;
  /** Says what is being done. */
  readonly progress: (text: string) => void;
}

export interface Benchmark {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Samples per figure unless the caller wants others. */
  readonly runs: number;
  /** Fails with a BenchError if what is measured gives wrong results. */
  run(surroundings: Surroundings): Promise<Figure[]>;
}
