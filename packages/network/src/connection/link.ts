import type { Socket } from 'node:net';
import { type ErrorName, ProtocolError } from '@salvia/protocol';
import type { WebSocket } from 'ws';
import { FrameQueue } from './frame-queue.ts';
import { SendQueue, type SendQueueLimits } from './send-queue.ts';

export interface LinkOptions {
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly limits: SendQueueLimits;
}

/** Why a link ended; null for the ordinary end that either side may choose. */
export type EndCause = ErrorName | null;

/** One WebSocket as two streams of frames: read one by one, written through a bounded queue. */
export class Link {
  readonly host: string;
  readonly openedAt: number;
  /** Resolves once, when the link is of no more use; never rejects. */
  readonly ended: Promise<EndCause>;
  /** Resolves when the socket below is gone. */
  readonly gone: Promise<void>;
  bytesIn = 0;
  /** When the last frame came, in milliseconds since 1970; 0 before the first. */
  lastFrameAt = 0;
  readonly #ws: WebSocket;
  readonly #now: () => number;
  readonly #frames: FrameQueue;
  readonly #queue: SendQueue;
  #settle: (cause: EndCause) => void = () => undefined;
  #open = true;

  constructor(ws: WebSocket, { host, now, limits }: LinkOptions) {
    this.host = host;
    this.openedAt = now();
    this.#ws = ws;
    this.#now = now;
    this.#frames = new FrameQueue({ pause: () => ws.pause(), resume: () => ws.resume() });
    this.#queue = new SendQueue(ws, limits, now);
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.gone = new Promise((resolve) => ws.once('close', () => resolve()));
    this.#listen();
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Whether we do not read at the moment, so that silence is no sign. */
  get isPaused(): boolean {
    return this.#ws.isPaused;
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
    this.#ws.close(1000);
    this.#ws.resume();
  }

  /** Ends the link at once. */
  abort(cause: EndCause): void {
    this.#frames.drop();
    this.#finish(cause);
    this.#ws.terminate();
  }

  /**
   * Bounds what may be read in all until the returned function is called: a stranger has a handshake to say and
   * nothing else, and must not fill buffers of the size that a known peer's blocks need.
   */
  limitBytes(socket: Socket, bytes: number): () => void {
    let left = bytes;
    const count = (chunk: Uint8Array): void => {
      left -= chunk.length;
      if (left < 0) this.abort('FRAME_TOO_LARGE');
    };
    socket.prependListener('data', count);
    return () => socket.off('data', count);
  }

  #listen(): void {
    this.#ws.on('message', (data, isBinary) => {
      if (!this.#open) return;
      if (!isBinary || !(data instanceof Uint8Array)) return this.close('MALFORMED_FRAME');
      this.bytesIn += data.length;
      this.lastFrameAt = this.#now();
      // A small frame is a view into a chunk of the socket's; a copy lets the chunk go.
      this.#frames.push(new Uint8Array(data));
    });
    this.#ws.on('error', (error) => {
      this.#frames.drop();
      this.#finish(causeOf(error));
      this.#ws.terminate();
    });
    this.#ws.on('close', () => this.#finish(null));
  }

  #finish(cause: EndCause): void {
    if (!this.#open) return;
    this.#open = false;
    this.#frames.end();
    this.#queue.end();
    this.#settle(cause);
  }
}

/** A breach of WebSocket framing is the peer's; a reset or a lost network is nobody's. */
function causeOf(error: Error): EndCause {
  const { code } = error as { code?: unknown };
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' || code === 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH') {
    return 'FRAME_TOO_LARGE';
  }
  return typeof code === 'string' && code.startsWith('WS_ERR_') ? 'MALFORMED_FRAME' : null;
}

/** The error to report for a link that ended while something was expected of it. */
export const endedError = (cause: EndCause, reason: string): ProtocolError =>
  new ProtocolError(cause ?? 'CONNECT_FAILED', { reason });
