import type { AnswerKind, Download, DownloadLimits, DownloadOptions, PeerId, Served } from './download.ts';
import { DownloadPeers } from './download-peers.ts';

/** One height of the window. */
interface Slot<T> {
  readonly height: number;
  /** Null until it arrives. */
  served: Served<T> | null;
  /** Asked for it, and not overdue. */
  readonly asked: Set<PeerId>;
  /** Were asked for it at any time: others are preferred. */
  readonly tried: Set<PeerId>;
}

/** How often it is looked for what is overdue, or waits for a group. */
const everyMs = 500;

/** Asked of so many peers at the same time, if it holds everything up. */
const copies = 2;

export class Downloader<T> implements Download<T> {
  readonly #options: DownloadOptions<T>;
  readonly #limits: DownloadLimits;
  readonly #peers: DownloadPeers;
  /** From the validated height on; those that are delivered stay until they are validated. */
  readonly #slots = new Map<number, Slot<T>>();
  readonly #endTimer: () => void;
  readonly #onAbort = (): void => this.stop();
  #validated: number;
  #allowed: number;
  /** Where the window ends. It grows by groups: requests that leave together, and answers that come together, take less. */
  #reach: number;
  /** The next height to deliver. */
  #cursor: number;
  #waiter: ((served: Served<T> | null) => void) | null = null;
  #ended = false;
  #aloneSince: number | null;
  #unasked = 0;

  constructor(options: DownloadOptions<T>, limits: DownloadLimits) {
    this.#options = options;
    this.#limits = limits;
    this.#peers = new DownloadPeers(limits);
    this.#validated = options.from - 1;
    this.#reach = this.#validated;
    this.#cursor = options.from;
    this.#allowed = options.allowed ?? options.to;
    this.#aloneSince = options.timers.now();
    this.#endTimer = options.timers.every(everyMs, () => this.#look());
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (options.signal?.aborted || options.from > options.to) this.stop();
    this.#fill();
  }

  get aloneSince(): number | null {
    return this.#aloneSince;
  }

  get peerCount(): number {
    return this.#peers.usable.length;
  }

  get inFlight(): number {
    return this.#peers.inFlight;
  }

  get unasked(): number {
    return this.#unasked;
  }

  peerJoined(peer: PeerId): void {
    if (this.#ended || !this.#peers.join(peer)) return;
    this.#aloneSince = null;
    this.#fill();
  }

  peerLeft(peer: PeerId): void {
    this.#release(peer, this.#peers.leave(peer));
    this.#fill();
  }

  answered(peer: PeerId, height: number, item: T): AnswerKind {
    if (this.#settle(peer, height) === null) return 'UNASKED';
    const slot = this.#slots.get(height);
    const wanted = !this.#ended && slot !== undefined && slot.served === null;
    if (wanted) slot.served = { height, item, peer };
    this.#deliver();
    this.#fill();
    return wanted ? 'TAKEN' : 'LATE';
  }

  rejected(peer: PeerId, height: number): boolean {
    const settled = this.#settle(peer, height);
    if (settled === null) return false;
    // What is overdue counted as a failure then.
    if (settled === 'IN_TIME') this.#failed(peer);
    this.#fill();
    return true;
  }

  retry(height: number): void {
    const slot = this.#slots.get(height);
    if (slot === undefined || slot.served === null || height >= this.#cursor)
      throw new RangeError(`nothing at height ${height} was delivered and is not validated yet`);
    const { peer } = slot.served;
    slot.served = null;
    this.#cursor = height;
    if (peer !== null) this.#failed(peer);
    this.#fill();
  }

  advance(height: number): void {
    if (height <= this.#validated) return;
    for (let done = this.#validated + 1; done <= height; done++) this.#slots.delete(done);
    this.#validated = height;
    this.#cursor = Math.max(this.#cursor, height + 1);
    if (height >= this.#options.to) this.stop();
    this.#fill();
  }

  allow(height: number): void {
    this.#allowed = Math.max(this.#allowed, height);
    this.#fill();
  }

  async next(): Promise<Served<T> | null> {
    if (this.#waiter !== null) throw new TypeError('somebody waits for the next item already');
    const served = this.#take();
    if (served !== undefined) return served;
    return new Promise((resolve) => {
      this.#waiter = resolve;
    });
  }

  stop(): void {
    this.#ended = true;
    this.#endTimer();
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#deliver();
  }

  /** Leaving the loop does not end the download: after a bad item, another loop goes on with `retry`. */
  [Symbol.asyncIterator](): AsyncIterator<Served<T>, undefined> {
    return {
      next: async () => {
        const served = await this.next();
        return served === null ? { done: true, value: undefined } : { done: false, value: served };
      },
    };
  }

  /** The item whose turn it is; null if there is none any more, undefined if it is not here yet. */
  #take(): Served<T> | null | undefined {
    if (this.#ended || this.#cursor > this.#options.to) return null;
    const served = this.#slots.get(this.#cursor)?.served;
    if (!served) return undefined;
    this.#cursor++;
    return served;
  }

  #deliver(): void {
    const waiter = this.#waiter;
    const served = waiter && this.#take();
    if (waiter === null || served === undefined) return;
    this.#waiter = null;
    waiter(served);
  }

  #settle(peer: PeerId, height: number): ReturnType<DownloadPeers['settle']> {
    const settled = this.#peers.settle(peer, height);
    if (settled === null) this.#unasked++;
    else this.#slots.get(height)?.asked.delete(peer);
    return settled;
  }

  #failed(peer: PeerId): void {
    const open = this.#peers.fail(peer);
    if (open === null) return;
    this.#release(peer, open);
    this.#options.dropped?.(peer);
  }

  /** What was in flight at a peer is to be asked of others. */
  #release(peer: PeerId, heights: readonly number[]): void {
    for (const height of heights) this.#slots.get(height)?.asked.delete(peer);
    if (this.#aloneSince === null && this.peerCount === 0) this.#aloneSince = this.#options.timers.now();
  }

  #look(): void {
    for (const { peer, height } of this.#peers.expire(this.#options.timers.now())) {
      this.#slots.get(height)?.asked.delete(peer);
      this.#failed(peer);
    }
    this.#reach = this.#askable();
    this.#fill();
    this.#hurry();
  }

  /** Asks for everything in the window that nobody was asked for, from the lowest height on. */
  #fill(): void {
    this.#grow();
    for (const slot of this.#window()) if (slot.asked.size === 0) this.#ask(slot, this.#candidates(slot));
    this.#deliver();
  }

  /** Whoever has nothing else to do is asked for what others take long to answer. */
  #hurry(): void {
    const now = this.#options.timers.now();
    const takesLong = ({ height, asked }: Slot<T>) =>
      asked.size < copies &&
      [...asked].every((peer) => (this.#peers.waiting(peer, height, now) ?? 0) >= this.#limits.hurryMs);
    for (const slot of this.#window())
      if (takesLong(slot))
        this.#ask(
          slot,
          this.#peers.usable.filter((peer) => !slot.tried.has(peer)),
        );
  }

  /** Those who were not tried yet, or all if there is no such peer. */
  #candidates({ tried }: Slot<T>): PeerId[] {
    const all = this.#peers.usable;
    const fresh = all.filter((peer) => !tried.has(peer));
    return fresh.length > 0 ? fresh : all;
  }

  #ask({ height, asked, tried }: Slot<T>, candidates: readonly PeerId[]): void {
    const free = candidates.filter((peer) => this.#peers.hasRoom(peer));
    const peer = free[Math.floor(this.#options.random() * free.length)];
    if (peer === undefined) return;
    asked.add(peer);
    tried.add(peer);
    this.#peers.ask(peer, height, this.#options.timers.now());
    this.#options.request(height, peer);
  }

  /** The slots that are still empty. */
  *#window(): Iterable<Slot<T>> {
    for (let height = this.#validated + 1; height <= this.#last(); height++) {
      const slot = this.#slots.get(height) ?? this.#begin(height);
      if (slot.served === null) yield slot;
    }
  }

  #last(): number {
    return this.#ended ? this.#validated : this.#reach;
  }

  #grow(): void {
    const { window, group } = this.#limits;
    const last = this.#askable();
    if (last === this.#options.to || last >= this.#reach + Math.min(group, window)) this.#reach = last;
  }

  #askable(): number {
    return Math.min(this.#validated + this.#limits.window, this.#allowed, this.#options.to);
  }

  #begin(height: number): Slot<T> {
    const item = this.#options.stored?.(height) ?? null;
    const served = item === null ? null : { height, item, peer: null };
    const slot: Slot<T> = { height, served, asked: new Set(), tried: new Set() };
    this.#slots.set(height, slot);
    return slot;
  }
}
