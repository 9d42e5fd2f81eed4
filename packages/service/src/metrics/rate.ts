/** How fast something grows, as a moving average. */
export interface Rate {
  add(value: number, now: number): void;
  /** Per second up to now, over the last samples; null before there is a whole second of them. */
  perSecond(now: number): number | null;
  clear(): void;
}

interface Sample {
  readonly at: number;
  readonly value: number;
}

/** Averages over this many milliseconds, with at most this many samples. */
export function createRate(spanMs = 30_000, resolutionMs = 500): Rate {
  let samples: Sample[] = [];
  return {
    add(value, now) {
      const before = samples.at(-2);
      const last = { at: now, value };
      // The last one moves until it is far enough from the one before it.
      if (before !== undefined && now - before.at < resolutionMs) samples[samples.length - 1] = last;
      else samples.push(last);
    },
    perSecond(now) {
      // One sample from before the span stays: it is where the span begins.
      const outside = samples.filter(({ at }) => at <= now - spanMs).length;
      samples = samples.slice(Math.max(0, outside - 1));
      const [first, last] = [samples[0], samples.at(-1)];
      if (first === undefined || last === undefined || now - first.at < 1000) return null;
      return (last.value - first.value) / ((now - first.at) / 1000);
    },
    clear() {
      samples = [];
    },
  };
}
