import type { FrameSocket, FrameSocketEvents, PeerCertificate, Timers } from '@salvia/network';
import type { ErrorName } from '@salvia/protocol';
import type { Parcel, Pipe } from './pipe.ts';

/** Framing of WebSocket, mask and length included, for a frame of ordinary size; in bytes. */
const FRAMING_BYTES = 8;
/** How long the other side may take to answer our closing, in milliseconds. */
const CLOSE_TIMEOUT_MS = 2_000;

export interface SocketOptions {
  readonly host: string;
  readonly certificate: PeerCertificate | null;
  readonly maxFrameBytes: number;
  readonly timers: Timers;
  /** What comes from the other side, and what goes there. */
  readonly incoming: Pipe;
  readonly outgoing: Pipe;
  /** Tells the other side, some time later, that this one is gone. */
  reset(): void;
  /** Told of each frame that arrives, and of the end. */
  note(kind: 'frame' | 'gone', frame?: Uint8Array): void;
}

interface ByteLimit {
  left: number;
  readonly exceeded: () => void;
}

/** One end of a connection. */
export class SimulatedSocket implements FrameSocket {
  readonly host: string;
  readonly certificate: PeerCertificate | null;
  readonly #options: SocketOptions;
  readonly #limits = new Set<ByteLimit>();
  #events: FrameSocketEvents | null = null;
  #state: 'open' | 'closing' | 'gone' = 'open';
  #stopWaiting = (): void => undefined;

  constructor(options: SocketOptions) {
    this.host = options.host;
    this.certificate = options.certificate;
    this.#options = options;
    options.incoming.connect((parcel) => this.#receive(parcel));
  }

  get isGone(): boolean {
    return this.#state === 'gone';
  }

  get bufferedAmount(): number {
    return this.#options.outgoing.bufferedAmount;
  }

  get isPaused(): boolean {
    return this.#options.incoming.isPaused;
  }

  listen(events: FrameSocketEvents): void {
    this.#events = events;
  }

  send(frame: Uint8Array, done: () => void): void {
    // A copy: the other side may keep it, and change it.
    if (this.#state === 'open') this.#options.outgoing.send({ kind: 'frame', frame: frame.slice() }, done);
    else queueMicrotask(done);
  }

  /** Sends what is no frame. */
  sendNonsense(): void {
    if (this.#state === 'open') this.#options.outgoing.send({ kind: 'nonsense' });
  }

  pause(): void {
    this.#options.incoming.pause();
  }

  resume(): void {
    this.#options.incoming.resume();
  }

  close(): void {
    if (this.#state !== 'open') return;
    this.#state = 'closing';
    this.#options.outgoing.send({ kind: 'end' });
    this.#options.incoming.resume();
    this.#stopWaiting = this.#options.timers.after(CLOSE_TIMEOUT_MS, () => this.terminate());
  }

  terminate(): void {
    if (this.#state === 'gone') return;
    this.#options.outgoing.close();
    this.#options.reset();
    this.#vanish();
  }

  /** The other side has ended at once. */
  wasReset(): void {
    this.#options.outgoing.close();
    this.#vanish();
  }

  /** The line is broken, and both sides find out. */
  wasBroken(): void {
    if (this.#state !== 'gone') this.#events?.onError(null);
    this.wasReset();
  }

  limitBytes(bytes: number, exceeded: () => void): () => void {
    const limit = { left: bytes, exceeded };
    this.#limits.add(limit);
    return () => this.#limits.delete(limit);
  }

  #receive(parcel: Parcel): void {
    if (this.#state === 'gone') return;
    if (parcel.kind === 'frame') this.#take(parcel.frame);
    else if (parcel.kind === 'nonsense') this.#refuse('MALFORMED_FRAME');
    else this.#ended();
  }

  #take(frame: Uint8Array): void {
    this.#options.note('frame', frame);
    for (const limit of this.#limits) {
      limit.left -= frame.length + FRAMING_BYTES;
      if (limit.left < 0) limit.exceeded();
    }
    if (this.#state === 'gone') return;
    if (frame.length > this.#options.maxFrameBytes) this.#refuse('FRAME_TOO_LARGE');
    else this.#events?.onFrame(frame);
  }

  #refuse(cause: ErrorName | null): void {
    this.#events?.onError(cause);
    this.terminate();
  }

  /** The other side has said its last word: it hears that we know. */
  #ended(): void {
    if (this.#state === 'open') this.#options.outgoing.send({ kind: 'end' });
    this.#vanish();
  }

  #vanish(): void {
    if (this.#state === 'gone') return;
    this.#state = 'gone';
    this.#stopWaiting();
    this.#options.incoming.close();
    this.#options.note('gone');
    // Later: nobody is told in the turn in which he asks.
    this.#options.timers.after(0, () => this.#events?.onClose());
  }
}
