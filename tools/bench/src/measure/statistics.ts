/*
 * Summaries of samples. Every function wants at least one sample; none is a programming error.
 */

function sorted(samples: readonly number[]): number[] {
  if (samples.length === 0) throw new RangeError('no samples');
  return [...samples].sort((a, b) => a - b);
}

/** The middle one, or the mean of the two in the middle: a few disturbed runs do not move it. */
export function median(samples: readonly number[]): number {
  const ordered = sorted(samples);
  const middle = Math.floor(ordered.length / 2);
  const upper = ordered[middle] as number;
  return ordered.length % 2 === 1 ? upper : ((ordered[middle - 1] as number) + upper) / 2;
}

export function mean(samples: readonly number[]): number {
  return sorted(samples).reduce((sum, sample) => sum + sample, 0) / samples.length;
}

export interface Spread {
  readonly min: number;
  readonly max: number;
}

export function spread(samples: readonly number[]): Spread {
  const ordered = sorted(samples);
  return { min: ordered[0] as number, max: ordered[ordered.length - 1] as number };
}
