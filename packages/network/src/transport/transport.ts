import type { Address } from '@salvia/peer-store';
import type { ErrorName } from '@salvia/protocol';

/** What a peer's certificate proves (network 1.5). */
export interface PeerCertificate {
  /** SHA-256 of the key in it (SubjectPublicKeyInfo, DER). */
  readonly nodeId: Uint8Array;
  /** Whether the network's own authority issued it. */
  readonly trusted: boolean;
}

/** Whom a socket tells what happens to it. Nothing is told before the turn in which `listen` is called has ended. */
export interface FrameSocketEvents {
  /** A whole binary frame; the receiver may keep it. */
  onFrame(frame: Uint8Array): void;
  /** The other side broke the rules of framing, or the line broke (null). Nothing but `onClose` follows. */
  onError(cause: ErrorName | null): void;
  /** The socket is gone. Called once. */
  onClose(): void;
}

/** A connection that carries whole binary frames in order, as far as a server has to know it; a WebSocket is one. */
export interface FrameSocket {
  /** The address of the other side, in normal form. */
  readonly host: string;
  /** Null without TLS, and for a peer that showed none. */
  readonly certificate: PeerCertificate | null;
  /** Bytes handed over that have not left yet. */
  readonly bufferedAmount: number;
  readonly isPaused: boolean;
  /** Called once, in the turn in which the socket was handed over. */
  listen(events: FrameSocketEvents): void;
  /** `done` is called when the frame has left, or never will. */
  send(frame: Uint8Array, done: () => void): void;
  /** Stops and resumes the reading. */
  pause(): void;
  resume(): void;
  /** Ends politely: what was sent before still goes out. */
  close(): void;
  /** Ends at once. */
  terminate(): void;
  /** Bounds what may be read in all, framing included, until the returned function is called. */
  limitBytes(bytes: number, exceeded: () => void): () => void;
}

export interface ListenRequest extends Address {
  readonly maxFrameBytes: number;
  /** From the opening of the line to the first frame that could come. */
  readonly openingTimeoutMs: number;
  /**
   * Whether a line from this address may be opened at all; asked before anything is read from it. The returned function is
   * called when the line is gone, or just before it is accepted.
   */
  admit(host: string): (() => void) | ErrorName;
  /** A line was closed that did not come as far as `accept`: not admitted, or too slow, or what it said made no sense. */
  refused(host: string, code: ErrorName, reason: string | null): void;
  accept(socket: FrameSocket): void;
}

export interface TransportListener {
  readonly port: number;
  /** Accepts nothing more; resolves when the last line is gone. */
  close(): Promise<void>;
}

export interface DialRequest extends Address {
  readonly maxFrameBytes: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What carries frames between nodes: WebSocket, with TLS or without, or whatever a simulation has in its place. */
export interface Transport {
  /** Rejects with a NetworkError (PORT_IN_USE, CANNOT_LISTEN). */
  listen(request: ListenRequest): Promise<TransportListener>;
  /**
   * Rejects with a ProtocolError CONNECT_FAILED, also when the signal is aborted.
   * @param opened called in the turn in which the socket opens: the next one may bring frames
   */
  dial<T>(request: DialRequest, opened: (socket: FrameSocket) => T): Promise<T>;
}
