/** The tap of a source of frames. */
export interface Tap {
  pause(): void;
  resume(): void;
}

/** Above this many waiting frames or bytes the source is paused. */
const HIGH_FRAMES = 32;
const HIGH_BYTES = 1024 * 1024;

/**
 * Frames that came in and wait for the reader. While the reader is busy the source is paused, so that a peer that
 * sends faster than its messages are handled fills its own buffers and not ours. What arrives after the pause is
 * bounded by the chunk of the socket in which it came.
 */
export class FrameQueue {
  readonly #tap: Tap;
  #frames: Uint8Array[] = [];
  #bytes = 0;
  #paused = false;
  #ended = false;
  #waiting: ((frame: Uint8Array | null) => void) | null = null;

  constructor(tap: Tap) {
    this.#tap = tap;
  }

  /** Frames that wait. */
  get length(): number {
    return this.#frames.length;
  }

  push(frame: Uint8Array): void {
    if (this.#ended) return;
    if (this.#waiting !== null) return this.#hand(frame);
    this.#frames.push(frame);
    this.#bytes += frame.length;
    if (this.#paused || (this.#frames.length < HIGH_FRAMES && this.#bytes < HIGH_BYTES)) return;
    this.#paused = true;
    this.#tap.pause();
  }

  /** The next frame, without a promise if it is there; null after the last. One reader at a time. */
  next(): Uint8Array | null | Promise<Uint8Array | null> {
    const frame = this.#frames.shift();
    if (frame === undefined) {
      if (this.#ended) return null;
      this.#refill();
      return new Promise((resolve) => {
        this.#waiting = resolve;
      });
    }
    this.#bytes -= frame.length;
    if (this.#frames.length === 0) this.#refill();
    return frame;
  }

  /** No more frames come; those that wait may still be read. */
  end(): void {
    this.#ended = true;
    this.#hand(null);
  }

  /** Forgets what waits. */
  drop(): void {
    this.#frames = [];
    this.#bytes = 0;
  }

  #refill(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#tap.resume();
  }

  #hand(frame: Uint8Array | null): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(frame);
  }
}
