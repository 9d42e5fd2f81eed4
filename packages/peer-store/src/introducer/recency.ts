import { type Address, addressKey, isPublic, normalHost } from '../address/address.ts';
import { addressGroup } from '../address/group.ts';

/** What an introducer remembers of a full node. Times in seconds since 1970; 0 for never. */
export interface IntroducerPeer extends Address {
  /** When it last shook hands with us. */
  readonly seenAt: number;
  /** When it was last dialled back. */
  readonly vettedAt: number;
  /** Whether it answered then. */
  readonly answered: boolean;
}

/** How many may be known at once. */
export interface Room {
  readonly all: number;
  /** Of one public host, and of one /16. Test networks share one host, so private addresses do not count. */
  readonly perHost: number;
  readonly perGroup: number;
}

/** Peers in the order in which they were last seen, the latest last, each kind of neighbour bounded. */
export class Recency {
  readonly #room: Room;
  readonly #peers = new Map<string, IntroducerPeer>();
  /** Keys by host, and by group; each in the order in which they were last seen. */
  readonly #hosts = new Map<string, Set<string>>();
  readonly #groups = new Map<string, Set<string>>();

  constructor(room: Room) {
    this.#room = room;
  }

  get size(): number {
    return this.#peers.size;
  }

  get(address: Address): IntroducerPeer | undefined {
    return this.#peers.get(addressKey(address));
  }

  values(): Iterable<IntroducerPeer> {
    return this.#peers.values();
  }

  /** Changes what is known of a peer without having seen it. */
  replace(peer: IntroducerPeer): void {
    this.#peers.set(addressKey(peer), peer);
  }

  /** Puts a peer last. It must have been given room. */
  put(peer: IntroducerPeer): void {
    this.delete(peer);
    const key = addressKey(peer);
    this.#peers.set(key, peer);
    if (!isPublic(peer.host)) return;
    join(this.#hosts, normalHost(peer.host), key);
    join(this.#groups, addressGroup(peer.host), key);
  }

  delete(address: Address): void {
    const key = addressKey(address);
    if (!this.#peers.delete(key)) return;
    leave(this.#hosts, normalHost(address.host), key);
    leave(this.#groups, addressGroup(address.host), key);
  }

  /**
   * Who has to go so that this address fits: in each full neighbourhood the peer not seen for longest that is
   * expendable. Null where none is: whoever answers is not displaced by whoever has yet to.
   */
  displaced(address: Address, expendable: (peer: IntroducerPeer) => boolean): readonly IntroducerPeer[] | null {
    const { all, perHost, perGroup } = this.#room;
    const gone: IntroducerPeer[] = [];
    for (const [keys, room] of [
      [this.#hosts.get(normalHost(address.host)), perHost],
      [this.#groups.get(addressGroup(address.host)), perGroup],
      [this.#peers, all],
    ] as const) {
      if (keys === undefined || keys.size - gone.length < room) continue;
      const worst = this.#first(keys.keys(), expendable);
      if (worst === undefined) return null;
      gone.push(worst);
    }
    return gone;
  }

  #first(keys: Iterable<string>, matches: (peer: IntroducerPeer) => boolean): IntroducerPeer | undefined {
    for (const key of keys) {
      const peer = this.#peers.get(key);
      if (peer !== undefined && matches(peer)) return peer;
    }
    return undefined;
  }
}

function join(sets: Map<string, Set<string>>, name: string, key: string): void {
  const set = sets.get(name) ?? new Set();
  set.add(key);
  sets.set(name, set);
}

function leave(sets: Map<string, Set<string>>, name: string, key: string): void {
  const set = sets.get(name);
  set?.delete(key);
  if (set?.size === 0) sets.delete(name);
}
