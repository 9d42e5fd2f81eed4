/** Time, as this package sees it; a test brings its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once, after so many milliseconds. @returns a function that calls it off */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: Date.now,
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The time in which addresses are dated: whole seconds since 1970. */
export const secondsOf = (clock: Clock): number => Math.floor(clock.now() / 1000);
