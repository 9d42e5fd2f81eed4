import type { Database } from '@salvia/database';
import type { TimestampedPeerInfo } from '@salvia/protocol';
import { type Address, addressKey, isIpAddress, isPublic, normalHost } from './address.ts';
import { createAutosave, type Log } from './autosave.ts';
import { isTerrible, type PeerEntry, refreshed, selectionChance } from './peer-entry.ts';
import { peerOfRow, peerRow, replaceTable } from './persistence.ts';
import { chooseWeighted, shuffled } from './random.ts';
import type { PeerSchema } from './schema.ts';

export interface PeerStoreDependencies {
  /** Opened with `peerMigrations`; stays open for as long as the store is used. */
  readonly db: Database<PeerSchema>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly log: Log;
}

export interface PeerStoreOptions {
  /** Whether addresses that cannot be reached from everywhere are kept: `test.privateAddresses` of the network file. */
  readonly privateAddresses: boolean;
  /** Above this many, terrible and then old ones make room. Default 4096. */
  readonly maxPeers?: number;
  /** Default 15 minutes. */
  readonly saveIntervalMs?: number;
}

/** Known peers, by host and port. */
export interface PeerStore {
  readonly name: string;
  /** Saves now and then from here on. */
  start(): Promise<void>;
  /** Saves, in one transaction. */
  stop(): Promise<void>;
  readonly size: number;
  /**
   * Takes hearsay. Names, ports 0 and (unless allowed) private addresses are left out.
   * @param penaltySeconds by how much older the timestamps are taken to be
   * @returns how many were new
   */
  add(peers: readonly TimestampedPeerInfo[], penaltySeconds?: number): number;
  /** We shook hands with it. */
  markTried(address: Address): void;
  /** We could not. `counts` is false where that says nothing about it (a duplicate, ourselves). */
  markAttempted(address: Address, counts?: boolean): void;
  /** It is connected and talks. */
  markConnected(address: Address): void;
  forget(address: Address): void;
  /** A peer to dial, among those not excluded: known good ones and unknown ones in turn; null if there is none. */
  pick(exclude: (peer: PeerEntry) => boolean): PeerEntry | null;
  /** Peers to tell others about: 23 % of all, at most `max`, none terrible (network 5.3, "get peers"). */
  sample(max?: number): TimestampedPeerInfo[];
  save(): Promise<void>;
}

/** Claims may be any uint64; a row holds less. */
const MAX_SECONDS = 2n ** 48n;
const GOSSIP_SHARE = 0.23;
const GOSSIP_MAX = 1000;
/** A connected peer's timestamp is refreshed at most this often, in seconds. */
const SEEN_INTERVAL = 20 * 60;

/** Loads the known peers. */
export async function createPeerStore(deps: PeerStoreDependencies, options: PeerStoreOptions): Promise<PeerStore> {
  const { db, now, random, log } = deps;
  const { privateAddresses, maxPeers = 4096, saveIntervalMs = 15 * 60_000 } = options;
  const rows = await db.db.selectFrom('peer').selectAll().execute();
  const peers = new Map(rows.map(peerOfRow).map((entry) => [addressKey(entry), entry]));
  const autosave = createAutosave(
    () => replaceTable(db, 'peer', [...peers.values()].map(peerRow)),
    saveIntervalMs,
    log,
  );
  /** When anybody last answered: failures only count when something else worked meanwhile. */
  let lastGood = 1;

  const seconds = (): number => Math.floor(now() / 1000);
  const acceptable = ({ host, port }: Address): boolean =>
    port > 0 && isIpAddress(normalHost(host)) && (privateAddresses || isPublic(host));

  function put(entry: PeerEntry): void {
    peers.set(addressKey(entry), entry);
    autosave.touch();
    if (peers.size > maxPeers) makeRoom();
  }

  function change(address: Address, changed: (entry: PeerEntry) => Partial<PeerEntry>): void {
    const entry = peers.get(addressKey(address)) ?? (acceptable(address) ? blank(address) : undefined);
    if (entry !== undefined) put({ ...entry, ...changed(entry) });
  }

  function makeRoom(): void {
    const time = seconds();
    const worth = (entry: PeerEntry): number =>
      (entry.tried ? 2e12 : 0) + (isTerrible(entry, time) ? 0 : 1e12) + entry.timestamp;
    const [worst] = [...peers.values()].reduce<[PeerEntry | null, number]>(
      (least, entry) => (worth(entry) < least[1] ? [entry, worth(entry)] : least),
      [null, Number.POSITIVE_INFINITY],
    );
    if (worst !== null) peers.delete(addressKey(worst));
  }

  function addOne({ host, port, timestamp }: TimestampedPeerInfo, penalty: number): boolean {
    const address = { host: normalHost(host), port };
    if (!acceptable(address)) return false;
    const heard = Number(timestamp < MAX_SECONDS ? timestamp : MAX_SECONDS);
    const known = peers.get(addressKey(address));
    if (known === undefined) put({ ...blank(address), timestamp: Math.max(0, heard - penalty) });
    else put({ ...known, timestamp: refreshed(known.timestamp, heard, penalty, seconds()) });
    return known === undefined;
  }

  return {
    name: 'peer-store',
    start: async () => autosave.start(),
    stop: () => autosave.stop(),
    get size() {
      return peers.size;
    },
    add: (list, penaltySeconds = 0) => list.filter((peer) => addOne(peer, penaltySeconds)).length,
    markTried(address) {
      const time = seconds();
      lastGood = time;
      change(address, () => ({ lastSuccess: time, lastTry: time, timestamp: time, attempts: 0, tried: true }));
    },
    markAttempted(address, counts = true) {
      if (!peers.has(addressKey(address))) return;
      const time = seconds();
      change(address, ({ attempts, lastCounted }) =>
        counts && lastCounted < lastGood
          ? { lastTry: time, attempts: attempts + 1, lastCounted: time }
          : { lastTry: time },
      );
    },
    markConnected(address) {
      const time = seconds();
      const known = peers.get(addressKey(address));
      if (known === undefined || time - known.timestamp > SEEN_INTERVAL) change(address, () => ({ timestamp: time }));
    },
    forget(address) {
      if (peers.delete(addressKey(address))) autosave.touch();
    },
    pick(exclude) {
      const eligible = [...peers.values()].filter((entry) => !exclude(entry));
      const tried = eligible.filter((entry) => entry.tried);
      const fresh = eligible.filter((entry) => !entry.tried);
      const table = fresh.length === 0 || (tried.length > 0 && random() < 0.5) ? tried : fresh;
      return chooseWeighted(table, (entry) => selectionChance(entry, seconds()), random);
    },
    sample(max = GOSSIP_MAX) {
      const good = [...peers.values()].filter((entry) => !isTerrible(entry, seconds()));
      const count = Math.min(max, GOSSIP_MAX, Math.ceil(GOSSIP_SHARE * peers.size));
      return shuffled(good, random)
        .slice(0, count)
        .map(({ host, port, timestamp }) => ({ host, port, timestamp: BigInt(timestamp) }));
    },
    save: () => autosave.save(),
  };
}

const blank = ({ host, port }: Address): PeerEntry => ({
  host: normalHost(host),
  port,
  timestamp: 0,
  lastTry: 0,
  lastSuccess: 0,
  attempts: 0,
  lastCounted: 0,
  tried: false,
});
