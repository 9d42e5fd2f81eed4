import type { FrameSocket } from '../transport/transport.ts';

/** What of a socket the queue uses. */
export type Writable = Pick<FrameSocket, 'bufferedAmount' | 'send'>;

export interface SendQueueLimits {
  readonly sendQueueBytes: number;
  readonly sendQueueHighWater: number;
}

/** Bytes on their way to one peer. Bounded, and never waited for by anyone but the one who answers this very peer. */
export class SendQueue {
  /** Bytes handed over so far. */
  bytes = 0;
  readonly #socket: Writable;
  readonly #limits: SendQueueLimits;
  readonly #now: () => number;
  #unsent = 0;
  #progressAt = 0;
  #waiting: (() => void)[] = [];

  constructor(socket: Writable, limits: SendQueueLimits, now: () => number) {
    this.#socket = socket;
    this.#limits = limits;
    this.#now = now;
  }

  /** False if it does not fit; an empty queue takes a frame of any size. */
  push(frame: Uint8Array): boolean {
    const buffered = this.#socket.bufferedAmount;
    if (buffered > 0 && buffered + frame.length > this.#limits.sendQueueBytes) return false;
    if (this.#unsent === 0) this.#progressAt = this.#now();
    this.#unsent += 1;
    this.bytes += frame.length;
    this.#socket.send(frame, () => this.#sent());
    return true;
  }

  room(): Promise<void> | undefined {
    if (this.#socket.bufferedAmount <= this.#limits.sendQueueHighWater) return undefined;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  isStalled(milliseconds: number): boolean {
    return this.#unsent > 0 && this.#now() - this.#progressAt > milliseconds;
  }

  /** Nothing will be sent any more: whoever waits for room goes on. */
  end(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  #sent(): void {
    this.#unsent -= 1;
    this.#progressAt = this.#now();
    if (this.#socket.bufferedAmount <= this.#limits.sendQueueHighWater) this.end();
  }
}
