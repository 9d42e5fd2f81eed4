import type { Database } from '@salvia/database';
import type { TimestampedPeerInfo } from '@salvia/protocol';
import { type Address, isHostAddress, isIpAddress, isPublic, normalHost } from './address/address.ts';
import { addToNew } from './book/add.ts';
import type { AddressBook, Entry } from './book/address-book.ts';
import { resolveCollisions, selectCollision } from './book/collisions.ts';
import { GOSSIP_MAX } from './book/limits.ts';
import { markAttempt, markGood, markSeen } from './book/outcome.ts';
import type { PeerEntry } from './book/peer-entry.ts';
import { sample, select } from './book/select.ts';
import { createAutosave } from './persistence/autosave.ts';
import { loadBook } from './persistence/load-book.ts';
import { saveBook } from './persistence/save-book.ts';
import type { PeerSchema } from './persistence/schema.ts';
import { type Clock, secondsOf } from './util/clock.ts';
import { Dice, type RandomBytes } from './util/dice.ts';
import type { Log } from './util/log.ts';

export interface PeerStoreDependencies {
  /** Opened with `peerMigrations`; stays open for as long as the store is used. */
  readonly db: Database<PeerSchema>;
  readonly clock: Clock;
  /** Also makes the secret that keys the tables: a sequence that others can guess lets them aim at buckets. */
  readonly random: RandomBytes;
  readonly log: Log;
}

export interface PeerStoreOptions {
  /** Whether addresses that cannot be reached from everywhere are kept: `test.privateAddresses` of the network file. */
  readonly privateAddresses: boolean;
  /** Changes are saved after this time, or up to twice as long. Default 1 minute. */
  readonly saveIntervalMs?: number;
}

export interface HearsayOptions {
  /** Who told. Without one, each address is taken to have told of itself. */
  readonly source?: Address;
  /** By how much older the sightings of unknown addresses are taken to be. Default 0. */
  readonly penaltySeconds?: number;
}

export interface SelectOptions {
  /** Only from the new table: for feelers. */
  readonly newOnly?: boolean;
  /** Whom the caller would dial; others are passed over. */
  readonly accepts?: (peer: PeerEntry) => boolean;
}

/** Known peers, by host and port, in a new and a tried table (network 5). */
export interface PeerStore {
  readonly name: string;
  /** Saves now and then from here on. */
  start(): Promise<void>;
  /** Saves, in one transaction. */
  stop(): Promise<void>;
  save(): Promise<void>;
  readonly size: number;
  counts(): { readonly tried: number; readonly untried: number; readonly collisions: number };
  /** What is known of a peer; null if nothing is. */
  find(address: Address): PeerEntry | null;
  entries(): Iterable<PeerEntry>;
  /** Whether an address may be known at all: no name, no port 0, none that the network does not allow. */
  accepts(address: Address): boolean;
  /**
   * Takes hearsay; what is not acceptable is left out.
   * @returns how many were unknown, and are kept
   */
  add(peers: readonly TimestampedPeerInfo[], options?: HearsayOptions): number;
  /** We shook hands with it: it moves to the tried table, or waits until the address in its place there was tested. */
  markTried(address: Address): void;
  /** We could not. `counts` is false where that says nothing about it (a duplicate, ourselves). */
  markAttempted(address: Address, counts?: boolean): void;
  /** It is connected and talks. */
  markConnected(address: Address): void;
  forget(address: Address): void;
  /** A peer to dial: from either table, those that failed lately seldom; null if none is accepted. */
  select(options?: SelectOptions): PeerEntry | null;
  /** Decides which peers in the tried table make room for others that want their places. */
  resolveCollisions(): void;
  /** A peer in the tried table whose place another one wants: dial it, to see whether it still answers. */
  selectCollision(): PeerEntry | null;
  /** Peers to tell others about: 23 % of all, at most `max`, none terrible (network 5.3, "get peers"). */
  sample(max?: number): TimestampedPeerInfo[];
}

/** Claims may be any uint64; a row holds less. */
const MAX_SECONDS = 2n ** 48n;

/** Loads the known peers. */
export async function createPeerStore(deps: PeerStoreDependencies, options: PeerStoreOptions): Promise<PeerStore> {
  const { db, clock, random, log } = deps;
  const { privateAddresses, saveIntervalMs = 60_000 } = options;
  const accepts = ({ host, port }: Address): boolean =>
    port > 0 && isHostAddress(normalHost(host)) && (privateAddresses || isPublic(host));
  const { book, secret } = await loadBook(db, { random, privateAddresses, accepts });
  const write = (): Promise<void> => saveBook(db, book, secret);
  const autosave = createAutosave({ clock, dice: new Dice(random), log, write }, saveIntervalMs);
  log.debug({ peers: book.size, tried: book.triedTable.size }, 'known peers loaded');
  return {
    name: 'peer-store',
    start: async () => autosave.start(),
    stop: () => autosave.stop(),
    save: () => autosave.save(),
    accepts,
    ...queries(book, clock),
    ...events(book, clock, accepts),
    get size() {
      return book.size;
    },
  };
}

function events(book: AddressBook, clock: Clock, accepts: (address: Address) => boolean) {
  const withKnown = (address: Address, change: (entry: Entry, now: number) => void): void => {
    const entry = book.find(address);
    if (entry !== undefined) change(entry, secondsOf(clock));
  };

  function addOne(peer: TimestampedPeerInfo, { source, penaltySeconds = 0 }: HearsayOptions): boolean {
    const address = normal(peer);
    if (!accepts(address)) return false;
    const timestamp = Number(peer.timestamp < MAX_SECONDS ? peer.timestamp : MAX_SECONDS);
    return addToNew(book, { ...address, timestamp }, source ?? address, penaltySeconds, secondsOf(clock));
  }

  return {
    add(peers: readonly TimestampedPeerInfo[], { source, ...rest }: HearsayOptions = {}): number {
      const origin = source && isIpAddress(normalHost(source.host)) ? { source: normal(source) } : {};
      return peers.filter((peer) => addOne(peer, { ...rest, ...origin })).length;
    },
    markTried(address: Address): void {
      book.lastGood = secondsOf(clock);
      withKnown(address, (entry, now) => {
        markGood(book, entry, now);
        markSeen(book, entry, now);
      });
    },
    markAttempted: (address: Address, counts = true): void =>
      withKnown(address, (entry, now) => markAttempt(book, entry, counts, now)),
    markConnected: (address: Address): void => withKnown(address, (entry, now) => markSeen(book, entry, now)),
    forget: (address: Address): void => withKnown(address, (entry) => book.drop(entry)),
    resolveCollisions: (): void => resolveCollisions(book, secondsOf(clock)),
  };
}

function queries(book: AddressBook, clock: Clock) {
  return {
    counts() {
      const tried = book.triedTable.size;
      return { tried, untried: book.size - tried, collisions: book.challengers.size };
    },
    find(address: Address): PeerEntry | null {
      return viewOf(book.find(address));
    },
    *entries(): Generator<PeerEntry> {
      for (const entry of book.entries()) yield view(entry);
    },
    select: ({ newOnly = false, accepts = () => true }: SelectOptions = {}): PeerEntry | null =>
      viewOf(select(book, newOnly, accepts, secondsOf(clock))),
    selectCollision: (): PeerEntry | null => viewOf(selectCollision(book)),
    sample: (max = GOSSIP_MAX): TimestampedPeerInfo[] =>
      sample(book, max, secondsOf(clock)).map(({ host, port, timestamp }) => ({
        host,
        port,
        timestamp: BigInt(timestamp),
      })),
  };
}

const normal = ({ host, port }: Address): Address => ({ host: normalHost(host), port });

const viewOf = (entry: Entry | null | undefined): PeerEntry | null => (entry ? view(entry) : null);

/** A copy, which does not change as the entry does. */
const view = ({ id: _id, newSlots: _newSlots, ...facts }: Entry): PeerEntry => facts;
