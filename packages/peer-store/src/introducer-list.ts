import type { Database } from '@salvia/database';
import { type Address, addressKey, isIpAddress, isPublic, normalHost } from './address.ts';
import { createAutosave, type Log } from './autosave.ts';
import { replaceTable } from './persistence.ts';
import { shuffled } from './random.ts';
import type { PeerSchema } from './schema.ts';

export interface IntroducerListDependencies {
  /** Opened with `peerMigrations`. */
  readonly db: Database<PeerSchema>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly log: Log;
}

export interface IntroducerListOptions {
  /** `test.privateAddresses` of the network file. */
  readonly privateAddresses: boolean;
  /** A peer that was not seen for three times this long is forgotten. Default 6000 s (network 3.5). */
  readonly recentPeerSeconds?: number;
  /** A vetting older than this is void. Default 3600 s (network 3.5). */
  readonly vettingSeconds?: number;
  /** Default 10,000; the one not seen for longest makes room. */
  readonly maxPeers?: number;
  /** Default 1 minute. */
  readonly saveIntervalMs?: number;
}

/** Full nodes that an introducer knows, by recency (network 1.13), and whether they can be reached. */
export interface IntroducerList {
  readonly name: string;
  start(): Promise<void>;
  /** Saves, in one transaction. */
  stop(): Promise<void>;
  /** How many are known, and how many of them may be handed out. */
  counts(): { readonly known: number; readonly vetted: number };
  /** A full node shook hands: new, or seen again. False for one that nobody could dial. */
  add(address: Address): boolean;
  remove(address: Address): void;
  /** Recent peers that answered when they were vetted, in random order, `asking` left out. */
  introduce(max: number, asking: Address): Address[];
  /** Peers whose vetting is void or missing, in random order. */
  unvetted(max: number): Address[];
  /** What vetting found. */
  vetted(address: Address, answered: boolean): void;
  save(): Promise<void>;
}

type Entry = PeerSchema['introducer_peer'];

/** Loads the list. */
export async function createIntroducerList(
  { db, now, random, log }: IntroducerListDependencies,
  options: IntroducerListOptions,
): Promise<IntroducerList> {
  const { privateAddresses, recentPeerSeconds = 6000, vettingSeconds = 3600 } = options;
  const { maxPeers = 10_000, saveIntervalMs = 60_000 } = options;
  const rows = await db.db.selectFrom('introducer_peer').selectAll().execute();
  const peers = new Map(rows.map((row) => [addressKey(row), row]));
  const autosave = createAutosave(() => replaceTable(db, 'introducer_peer', [...peers.values()]), saveIntervalMs, log);

  const seconds = (): number => Math.floor(now() / 1000);
  const isRecent = ({ seen_at }: Entry, age: number): boolean => seconds() - seen_at < age;
  const isVetted = ({ vetted_at, answered }: Entry): boolean =>
    answered !== 0 && seconds() - vetted_at < vettingSeconds;

  function put(entry: Entry): void {
    peers.delete(addressKey(entry)); // the map's order is that of the last sighting
    peers.set(addressKey(entry), entry);
    autosave.touch();
    for (const [key, old] of peers) {
      if (peers.size <= maxPeers && isRecent(old, 3 * recentPeerSeconds)) break;
      peers.delete(key);
    }
  }

  const choose = (matches: (entry: Entry) => boolean, max: number): Address[] =>
    shuffled([...peers.values()].filter(matches), random)
      .slice(0, max)
      .map(({ host, port }) => ({ host, port }));

  return {
    name: 'introducer-list',
    start: async () => autosave.start(),
    stop: () => autosave.stop(),
    counts: () => ({ known: peers.size, vetted: [...peers.values()].filter(isVetted).length }),
    add({ host, port }) {
      const address = { host: normalHost(host), port };
      if (port === 0 || !isIpAddress(address.host) || !(privateAddresses || isPublic(address.host))) return false;
      const known = peers.get(addressKey(address)) ?? { ...address, vetted_at: 0, answered: 0 };
      put({ ...known, seen_at: seconds() });
      return true;
    },
    remove(address) {
      if (peers.delete(addressKey(address))) autosave.touch();
    },
    introduce: (max, asking) =>
      choose(
        (entry) => isRecent(entry, recentPeerSeconds) && isVetted(entry) && addressKey(entry) !== addressKey(asking),
        max,
      ),
    unvetted: (max) =>
      choose((entry) => isRecent(entry, 3 * recentPeerSeconds) && seconds() - entry.vetted_at >= vettingSeconds, max),
    vetted(address, answered) {
      const known = peers.get(addressKey(address));
      if (known === undefined) return;
      peers.set(addressKey(address), { ...known, vetted_at: seconds(), answered: answered ? 1 : 0 });
      autosave.touch();
    },
    save: () => autosave.save(),
  };
}
