/** Who is banned until when. Keys are opaque; see `banKey`. */
export interface BanList {
  /** A second ban of the same key never shortens the first. */
  ban(key: string, seconds: number): void;
  isBanned(key: string): boolean;
  lift(key: string): void;
  /** Keys and when they are free again, in milliseconds since 1970. */
  entries(): ReadonlyMap<string, number>;
}

/** Above this many, the ban that ends first makes room: the list must not grow with the number of attackers. */
const MAX_BANS = 10_000;

/** A ban list in memory. `now` in milliseconds since 1970. */
export function createBanList(now: () => number = Date.now): BanList {
  const until = new Map<string, number>();

  function prune(): void {
    for (const [key, end] of until) if (end <= now()) until.delete(key);
    while (until.size > MAX_BANS) {
      const [first] = [...until].reduce((a, b) => (b[1] < a[1] ? b : a));
      until.delete(first);
    }
  }

  return {
    ban(key, seconds) {
      until.set(key, Math.max(until.get(key) ?? 0, now() + seconds * 1000));
      prune();
    },
    isBanned: (key) => (until.get(key) ?? 0) > now(),
    lift: (key) => void until.delete(key),
    entries() {
      prune();
      return new Map(until);
    },
  };
}
