import type { Database } from '@salvia/database';
import { type Address, addressKey, isIpAddress, isPublic, normalHost } from '../address/address.ts';
import { addressGroup } from '../address/group.ts';
import { createAutosave } from '../persistence/autosave.ts';
import type { PeerSchema } from '../persistence/schema.ts';
import { type Clock, secondsOf } from '../util/clock.ts';
import { Dice, type RandomBytes } from '../util/dice.ts';
import type { Log } from '../util/log.ts';
import { ChangedAddresses, loadPeers, savePeers } from './list-rows.ts';
import { type IntroducerPeer, Recency, type Room } from './recency.ts';

export interface IntroducerListDependencies {
  /** Opened with `peerMigrations`. */
  readonly db: Database<PeerSchema>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
}

export interface IntroducerListOptions {
  /** `test.privateAddresses` of the network file. */
  readonly privateAddresses: boolean;
  /** A peer that was not seen for three times this long is forgotten. Default 6000 s (network 3.5). */
  readonly recentPeerSeconds?: number;
  /** A vetting older than this is void. Default 3600 s (network 3.5). */
  readonly vettingSeconds?: number;
  /** Default 10,000 peers, 8 of a public host and 64 of a public /16; the expendable one not seen for longest goes. */
  readonly room?: Partial<Room>;
  /** Default 1 minute, or up to twice as long. */
  readonly saveIntervalMs?: number;
}

/** Full nodes that an introducer knows, by recency (network 1.13), and whether they can be reached. */
export interface IntroducerList {
  readonly name: string;
  start(): Promise<void>;
  /** Saves, in one transaction. */
  stop(): Promise<void>;
  save(): Promise<void>;
  /** How many are known, and how many of them may be handed out. */
  counts(): { readonly known: number; readonly vetted: number };
  /** A full node shook hands: new, or seen again. False for one that nobody could dial, or that finds no room. */
  add(address: Address): boolean;
  remove(address: Address): void;
  /** Recent peers that answered when they were vetted, in random order, `asking` left out. */
  introduce(max: number, asking: Address): Address[];
  /** Peers whose vetting is void or missing, in random order, those without one first. */
  unvetted(max: number): Address[];
  /** What vetting found. */
  vetted(address: Address, answered: boolean): void;
}

const ROOM: Room = { all: 10_000, perHost: 8, perGroup: 64 };
/** Of the peers in one answer, at most a quarter are of one public group (and at least one may be). */
const GROUP_SHARE = 0.25;

/** Loads the list. */
export async function createIntroducerList(
  { db, clock, random, log }: IntroducerListDependencies,
  options: IntroducerListOptions,
): Promise<IntroducerList> {
  const { privateAddresses, recentPeerSeconds = 6000, vettingSeconds = 3600, saveIntervalMs = 60_000 } = options;
  const dice = new Dice(random);
  const peers = new Recency({ ...ROOM, ...options.room });
  for (const peer of await loadPeers(db)) peers.put(peer);
  const changed = new ChangedAddresses();
  const write = (): Promise<void> => changed.write((addresses) => savePeers(db, addresses, (each) => peers.get(each)));
  const autosave = createAutosave({ clock, dice, log, write }, saveIntervalMs);

  const age = (time: number): number => secondsOf(clock) - time;
  const isRemembered = ({ seenAt }: IntroducerPeer): boolean => age(seenAt) < 3 * recentPeerSeconds;
  const isVetted = ({ vettedAt, answered }: IntroducerPeer): boolean => answered && age(vettedAt) < vettingSeconds;
  const isIntroduced = (peer: IntroducerPeer): boolean => age(peer.seenAt) < recentPeerSeconds && isVetted(peer);

  function remove(peer: Address): void {
    peers.delete(peer);
    changed.add(peer);
  }

  function forgetOld(): void {
    for (const peer of peers.values()) {
      if (isRemembered(peer)) break; // the later ones are younger
      remove(peer);
    }
  }

  function add({ host, port }: Address): boolean {
    const address = { host: normalHost(host), port };
    if (port === 0 || !isIpAddress(address.host) || !(privateAddresses || isPublic(address.host))) return false;
    forgetOld();
    const known = peers.get(address);
    const displaced = known ? [] : peers.displaced(address, (peer) => !isIntroduced(peer));
    if (displaced === null) return false;
    for (const peer of displaced) remove(peer);
    peers.put({ ...(known ?? { ...address, vettedAt: 0, answered: false }), seenAt: secondsOf(clock) });
    changed.add(address);
    return true;
  }

  function introduce(max: number, asking: Address): Address[] {
    const key = addressKey(asking);
    const perGroup = Math.max(1, Math.floor(max * GROUP_SHARE));
    const groups = new Map<string, number>();
    const chosen: Address[] = [];
    for (const peer of dice.shuffle(peers.values())) {
      if (chosen.length >= max) break;
      if (!isIntroduced(peer) || addressKey(peer) === key) continue;
      const group = isPublic(peer.host) ? addressGroup(peer.host) : addressKey(peer);
      const neighbours = groups.get(group) ?? 0;
      if (neighbours >= perGroup) continue;
      groups.set(group, neighbours + 1);
      chosen.push(addressOf(peer));
    }
    return chosen;
  }

  return {
    name: 'introducer-list',
    start: async () => autosave.start(),
    stop: () => autosave.stop(),
    save: () => autosave.save(),
    counts: () => ({ known: peers.size, vetted: [...peers.values()].filter(isIntroduced).length }),
    add,
    remove(address) {
      const known = peers.get(address);
      if (known !== undefined) remove(known);
    },
    introduce,
    unvetted(max) {
      const wanting = [...peers.values()].filter((peer) => isRemembered(peer) && age(peer.vettedAt) >= vettingSeconds);
      const order = [
        wanting.filter(({ vettedAt }) => vettedAt === 0),
        wanting.filter(({ vettedAt }) => vettedAt !== 0),
      ];
      return order
        .flatMap((some) => [...dice.shuffle(some)])
        .slice(0, max)
        .map(addressOf);
    },
    vetted(address, answered) {
      const known = peers.get(address);
      if (known === undefined) return;
      peers.replace({ ...known, vettedAt: secondsOf(clock), answered });
      changed.add(known);
    },
  };
}

const addressOf = ({ host, port }: Address): Address => ({ host, port });
