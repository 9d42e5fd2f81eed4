import { mean, median, type Spread, spread } from '../measure/statistics.ts';

/** `share` is a plain number, a part of something else. */
export type Unit = 'µs' | 'ms' | 's' | 'bytes' | 'MB' | 'kB' | '/s' | 'blocks' | 'share';

/**
 * What a figure is held against: a limit that must not be exceeded, another program that does the same (`peer`), what
 * takes its place where it cannot run (`fallback`), or some other quantity of the same run (`part`).
 */
export type RatioKind = 'limit' | 'peer' | 'fallback' | 'part';

export interface Against {
  readonly kind: RatioKind;
  readonly name: string;
  /** In the figure's unit. */
  readonly value: number;
}

export interface Ratio extends Against {
  /** The figure divided by `value`. */
  readonly ratio: number;
}

/** One number that a benchmark found. */
export interface Figure {
  /** Names it in JSON, unique within the benchmark. */
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  readonly value: number;
  /** Of the samples that it stands for; null if it was measured once. */
  readonly spread: Spread | null;
  readonly ratios: readonly Ratio[];
}

export const limit = (value: number): Against => ({ kind: 'limit', name: 'limit', value });
export const peer = (name: string, value: number): Against => ({ kind: 'peer', name, value });
export const fallback = (name: string, value: number): Against => ({ kind: 'fallback', name, value });
export const part = (name: string, value: number): Against => ({ kind: 'part', name, value });

type Description = Pick<Figure, 'id' | 'label' | 'unit'>;

const ratiosOf = (value: number, against: readonly Against[]): Ratio[] =>
  against.map((other) => ({ ...other, ratio: value / other.value }));

/** A figure measured once. */
export function single(description: Description, value: number, ...against: readonly Against[]): Figure {
  return { ...description, value, spread: null, ratios: ratiosOf(value, against) };
}

/** The median of samples. */
export function typical(description: Description, samples: readonly number[], ...against: readonly Against[]): Figure {
  return { ...single(description, median(samples), ...against), spread: spread(samples) };
}

/** The mean of samples, where the work itself varies and its average is what counts. */
export function average(description: Description, samples: readonly number[], ...against: readonly Against[]): Figure {
  return { ...single(description, mean(samples), ...against), spread: spread(samples) };
}

/** Labels of figures that are above their limit. */
export function exceeded(figures: readonly Figure[]): string[] {
  const over = ({ ratios }: Figure) => ratios.some(({ kind, ratio }) => kind === 'limit' && !(ratio <= 1));
  return figures.filter(over).map(({ label }) => label);
}
