import type { Figure } from '../report/figure.ts';

/** What a benchmark is given. */
export interface Surroundings {
  /** Samples per figure, at least 1. */
  readonly runs: number;
  /** How much of what is measured; 0 where the benchmark has no size. */
  readonly size: number;
  /** An empty folder, removed afterwards. */
  readonly folder: string;
  /** A folder for samples that take long to make: what is there is taken, what is missing is made and put there. */
  readonly kept: string;
  /** Says what is being done. */
  readonly progress: (text: string) => void;
}

/** How much is measured, where a user may want less than usual. */
export interface Size {
  /** Of the option, without dashes: what is counted. */
  readonly option: string;
  readonly usual: number;
  readonly min: number;
  readonly max: number;
}

export interface Benchmark {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Samples per figure unless the caller wants others. */
  readonly runs: number;
  readonly size?: Size;
  /** Fails with a BenchError if what is measured gives wrong results. */
  run(surroundings: Surroundings): Promise<Figure[]>;
}
