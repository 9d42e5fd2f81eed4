export interface Ban {
  /** Opaque; see `banKey`. */
  readonly key: string;
  /** When it ends, in milliseconds since 1970. */
  readonly until: number;
  /** Code of the error that earned it; null if nobody said. */
  readonly reason: string | null;
}

/** Who is banned until when. */
export interface BanList {
  /** A second ban of the same key never shortens the first. */
  ban(key: string, seconds: number, reason?: string): void;
  isBanned(key: string): boolean;
  /** @returns whether there was such a ban */
  lift(key: string): boolean;
  /** All that have not ended. */
  list(): readonly Ban[];
}

/** What is told of every change, so that it can be kept. */
export interface BanJournal {
  put(ban: Ban): void;
  drop(keys: readonly string[]): void;
}

/** Above this many, those bans make room that end first: the list must not grow with the number of attackers. */
const MAX_BANS = 10_000;
/** So many make room at once, so that one more attacker does not cost a look at all others. */
const ROOM = 500;

/** A ban list in memory. `now` in milliseconds since 1970. */
export function createBanList(now: () => number = Date.now, journal?: BanJournal, kept: readonly Ban[] = []): BanList {
  const bans = new Map(kept.map((ban) => [ban.key, ban]));

  function drop(keys: readonly string[]): void {
    for (const key of keys) bans.delete(key);
    if (keys.length > 0) journal?.drop(keys);
  }

  function prune(): void {
    drop([...bans.values()].filter(({ until }) => until <= now()).map(({ key }) => key));
    if (bans.size <= MAX_BANS) return;
    const inOrder = [...bans.values()].sort((a, b) => a.until - b.until);
    drop(inOrder.slice(0, bans.size - MAX_BANS + ROOM).map(({ key }) => key));
  }

  prune();
  return {
    ban(key, seconds, reason) {
      const until = now() + seconds * 1000;
      const before = bans.get(key);
      if (before !== undefined && before.until >= until) return;
      const ban = { key, until, reason: reason ?? null };
      bans.set(key, ban);
      journal?.put(ban);
      if (bans.size > MAX_BANS) prune();
    },
    isBanned: (key) => (bans.get(key)?.until ?? 0) > now(),
    lift(key) {
      if (!bans.has(key)) return false;
      drop([key]);
      return true;
    },
    list() {
      prune();
      return [...bans.values()];
    },
  };
}
