import type { Timers } from '@salvia/network';
import type { SeededRandom } from '../seeded-random.ts';
import type { LinkQuality } from './links.ts';

/** What goes through a pipe: a frame, bytes that are none, or the end. */
export type Parcel =
  | { readonly kind: 'frame'; readonly frame: Uint8Array }
  | { readonly kind: 'nonsense' }
  | { readonly kind: 'end' };

export type Receive = (parcel: Parcel) => void;

export interface PipeOptions {
  readonly timers: Timers;
  readonly quality: LinkQuality;
  readonly random: SeededRandom;
  isCut(): boolean;
  /** The line is given up. */
  broken(): void;
}

interface Waiting {
  readonly parcel: Parcel;
  readonly size: number;
  readonly done: () => void;
}

/** What may be under way or unread: the buffers of both systems together, in bytes. */
const WINDOW = 1024 * 1024;
/** A lost frame is sent again after this time, or two latencies if that is more, then after twice as long, and so on. */
const RETRANSMIT_MS = 200;
/** So many losses of one frame in a row, and the line is given up. */
const MAX_LOSSES = 8;
/** A line that is cut is given up after this time, as operating systems do. */
const GIVE_UP_MS = 900_000;

const sizeOf = (parcel: Parcel): number => (parcel.kind === 'frame' ? parcel.frame.length : 0);

/** One direction of a connection: frames leave in order, are on their way, and arrive in order. */
export class Pipe {
  readonly #options: PipeOptions;
  #receive: Receive = () => undefined;
  /** Not sent for want of room at the other end. */
  #unsent: Waiting[] = [];
  /** Arrived behind a barrier. */
  #held: Waiting[] = [];
  /** Arrived and not read. */
  #unread: Waiting[] = [];
  #buffered = 0;
  #underWay = 0;
  #lineFreeAt = 0;
  #lastArrival = 0;
  #isPaused = false;
  #isClosed = false;
  #stopGivingUp = (): void => undefined;

  constructor(options: PipeOptions) {
    this.#options = options;
  }

  /** Bytes that have not left yet. */
  get bufferedAmount(): number {
    return this.#buffered;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  connect(receive: Receive): void {
    this.#receive = receive;
  }

  send(parcel: Parcel, done: () => void = () => undefined): void {
    if (this.#isClosed) return queueMicrotask(done);
    const size = sizeOf(parcel);
    this.#buffered += size;
    this.#unsent.push({ parcel, size, done });
    this.#pump();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    const { timers } = this.#options;
    if (this.#unread.length > 0) timers.after(0, () => this.#readOn());
  }

  /** Nothing is sent or told any more. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopGivingUp();
    for (const { done } of this.#unsent) queueMicrotask(done);
    [this.#unsent, this.#held, this.#unread, this.#buffered] = [[], [], [], 0];
  }

  /** The barriers have changed: what waits is sent once more. */
  retry(): void {
    if (this.#held.length === 0 || this.#options.isCut()) return;
    this.#stopGivingUp();
    const { timers, quality } = this.#options;
    timers.after(RETRANSMIT_MS + quality.latencyMs, () => {
      if (this.#options.isCut()) return this.#giveUpLater();
      for (const waiting of this.#held.splice(0)) this.#deliver(waiting);
    });
  }

  #pump(): void {
    for (let next = this.#unsent[0]; next !== undefined; next = this.#unsent[0]) {
      if (this.#underWay > 0 && this.#underWay + next.size > WINDOW) return;
      this.#unsent.shift();
      this.#depart(next);
    }
  }

  #depart(waiting: Waiting): void {
    const { timers, quality } = this.#options;
    const { latencyMs, bytesPerSecond } = quality;
    const now = timers.now();
    this.#underWay += waiting.size;
    const start = Math.max(now, this.#lineFreeAt);
    const leaves = bytesPerSecond === undefined ? start : start + (waiting.size * 1000) / bytesPerSecond;
    this.#lineFreeAt = leaves;
    const left = (): void => {
      if (!this.#isClosed) this.#buffered -= waiting.size;
      waiting.done();
    };
    if (leaves > now) timers.after(leaves - now, left);
    else queueMicrotask(left);
    const delay = this.#delay();
    const isBroken = delay === null || this.#happens(quality.breakRate);
    this.#lastArrival = Math.max(this.#lastArrival, Math.ceil(leaves + latencyMs + (delay ?? 0)));
    timers.after(this.#lastArrival - now, () => (isBroken ? this.#break() : this.#arrive(waiting)));
  }

  #happens(rate = 0): boolean {
    return rate > 0 && this.#options.random.fraction() < rate;
  }

  /** Jitter, and the time that losses cost; null if there are too many. */
  #delay(): number | null {
    const { quality, random } = this.#options;
    const { latencyMs, jitterMs = 0, lossRate } = quality;
    let delay = jitterMs > 0 ? jitterMs * random.fraction() : 0;
    for (let losses = 0, pause = Math.max(RETRANSMIT_MS, 2 * latencyMs); this.#happens(lossRate); pause *= 2) {
      losses += 1;
      if (losses === MAX_LOSSES) return null;
      delay += pause;
    }
    return delay;
  }

  #arrive(waiting: Waiting): void {
    if (this.#isClosed) return;
    if (this.#held.length === 0 && !this.#options.isCut()) return this.#deliver(waiting);
    this.#held.push(waiting);
    if (this.#held.length === 1) this.#giveUpLater();
  }

  #giveUpLater(): void {
    this.#stopGivingUp = this.#options.timers.after(GIVE_UP_MS, () => this.#break());
  }

  #break(): void {
    if (!this.#isClosed) this.#options.broken();
  }

  #deliver(waiting: Waiting): void {
    if (this.#isClosed) return;
    if (this.#isPaused || this.#unread.length > 0) this.#unread.push(waiting);
    else this.#read(waiting);
  }

  #readOn(): void {
    while (!this.#isPaused && !this.#isClosed && this.#unread.length > 0) this.#read(this.#unread.shift() as Waiting);
  }

  #read({ parcel, size }: Waiting): void {
    this.#underWay -= size;
    this.#receive(parcel);
    this.#pump();
  }
}
