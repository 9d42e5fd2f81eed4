import { type ErrorName, ProtocolError } from '@salvia/protocol';
import type { FrameSocket, PeerCertificate } from '../transport/transport.ts';
import { FrameQueue } from './frame-queue.ts';
import { SendQueue, type SendQueueLimits } from './send-queue.ts';

export interface LinkOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly limits: SendQueueLimits;
}

/** Why a link ended; null for the ordinary end that either side may choose. */
export type EndCause = ErrorName | null;

/** A socket as two streams of frames: read one by one, written through a bounded queue. */
export class Link {
  /** The address of the other side. */
  readonly host: string;
  /** What the other side has proven; null if nothing. */
  readonly certificate: PeerCertificate | null;
  readonly openedAt: number;
  /** Resolves once, when the link is of no more use; never rejects. */
  readonly ended: Promise<EndCause>;
  /** Resolves when the socket below is gone. */
  readonly gone: Promise<void>;
  bytesIn = 0;
  /** When the last frame came, in milliseconds since 1970; 0 before the first. */
  lastFrameAt = 0;
  readonly #socket: FrameSocket;
  readonly #now: () => number;
  readonly #frames: FrameQueue;
  readonly #queue: SendQueue;
  #settle: (cause: EndCause) => void = () => undefined;
  #vanish: () => void = () => undefined;
  #open = true;

  constructor(socket: FrameSocket, { now, limits }: LinkOptions) {
    this.host = socket.host;
    this.certificate = socket.certificate;
    this.openedAt = now();
    this.#socket = socket;
    this.#now = now;
    this.#frames = new FrameQueue(socket);
    this.#queue = new SendQueue(socket, limits, now);
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.gone = new Promise((resolve) => {
      this.#vanish = resolve;
    });
    socket.listen({
      onFrame: (frame) => this.#receive(frame),
      onError: (cause) => this.abort(cause),
      onClose: () => {
        this.#finish(null);
        this.#vanish();
      },
    });
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Whether we do not read at the moment, so that silence is no sign. */
  get isPaused(): boolean {
    return this.#socket.isPaused;
  }

  /** Frames that came and were not asked for yet. */
  get waiting(): number {
    return this.#frames.length;
  }

  get bytesOut(): number {
    return this.#queue.bytes;
  }

  /** The next frame, in order; null when no more will come. */
  next(): Uint8Array | null | Promise<Uint8Array | null> {
    return this.#frames.next();
  }

  /** Hands a frame to the socket. A peer that does not take what it is sent is dropped. */
  send(frame: Uint8Array): void {
    if (this.#open && !this.#queue.push(frame)) this.abort('SEND_QUEUE_FULL');
  }

  /** Resolves when the peer has taken most of what was sent; undefined if that is so now. */
  room(): Promise<void> | undefined {
    return this.#open ? this.#queue.room() : undefined;
  }

  /** Whether nothing left the send queue for `milliseconds`, though something waits. */
  isStalled(milliseconds: number): boolean {
    return this.#queue.isStalled(milliseconds);
  }

  /** Ends the link politely: what was sent before still goes out, what comes in is dropped. */
  close(cause: EndCause = null): void {
    if (!this.#open) return;
    this.#frames.drop();
    this.#finish(cause);
    this.#socket.close();
  }

  /** Ends the link at once. */
  abort(cause: EndCause): void {
    this.#frames.drop();
    this.#finish(cause);
    this.#socket.terminate();
  }

  /**
   * Bounds what may be read in all until the returned function is called: a stranger has a handshake to say and
   * nothing else, and must not fill buffers of the size that a known peer's blocks need.
   */
  limitBytes(bytes: number): () => void {
    return this.#socket.limitBytes(bytes, () => this.abort('FRAME_TOO_LARGE'));
  }

  #receive(frame: Uint8Array): void {
    if (!this.#open) return;
    this.bytesIn += frame.length;
    this.lastFrameAt = this.#now();
    this.#frames.push(frame);
  }

  #finish(cause: EndCause): void {
    if (!this.#open) return;
    this.#open = false;
    this.#frames.end();
    this.#queue.end();
    this.#settle(cause);
  }
}

/** The error to report for a link that ended while something was expected of it. */
export const endedError = (cause: EndCause, reason: string): ProtocolError =>
  new ProtocolError(cause ?? 'CONNECT_FAILED', { reason });
