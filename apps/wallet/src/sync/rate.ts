/** How fast something grows, as a mean over the last half minute. */
export interface Rate {
  add(value: number, now: number): void;
  /** Per second; null before there is a whole second to tell it from. */
  perSecond(now: number): number | null;
  clear(): void;
}

interface Sample {
  readonly at: number;
  readonly value: number;
}

const SPAN_MS = 30_000;
const RESOLUTION_MS = 500;

export function createRate(): Rate {
  let samples: Sample[] = [];
  return {
    add(value, now) {
      const before = samples.at(-2);
      // The last sample moves until it is far enough from the one before it.
      if (before !== undefined && now - before.at < RESOLUTION_MS) samples.pop();
      samples.push({ at: now, value });
    },
    perSecond(now) {
      const outside = samples.filter(({ at }) => at <= now - SPAN_MS).length;
      // One from before the span stays: it is where the span begins.
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
