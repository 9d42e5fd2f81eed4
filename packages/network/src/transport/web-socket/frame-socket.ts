import type { Socket } from 'node:net';
import { normalHost } from '@salvia/peer-store';
import type { ErrorName } from '@salvia/protocol';
import type { WebSocket } from 'ws';
import type { FrameSocket, FrameSocketEvents, PeerCertificate } from '../transport.ts';

/** How long a peer may take to answer our closing, in milliseconds. */
export const CLOSE_TIMEOUT_MS = 2_000;

const BINARY = { binary: true, compress: false } as const;

export const remoteHost = (socket: Socket): string => normalHost(socket.remoteAddress ?? '');

/** An open WebSocket, and the line below it. */
export class WebSocketFrames implements FrameSocket {
  readonly host: string;
  readonly certificate: PeerCertificate | null;
  readonly #ws: WebSocket;
  readonly #line: Socket;
  readonly #uncork: () => void;
  #corked = false;

  constructor(ws: WebSocket, line: Socket, certificate: PeerCertificate | null) {
    this.host = remoteHost(line);
    this.certificate = certificate;
    this.#ws = ws;
    this.#line = line;
    this.#uncork = () => {
      this.#corked = false;
      line.uncork();
    };
  }

  get bufferedAmount(): number {
    return this.#ws.bufferedAmount;
  }

  get isPaused(): boolean {
    return this.#ws.isPaused;
  }

  listen({ onFrame, onError, onClose }: FrameSocketEvents): void {
    this.#ws.on('message', (data, isBinary) => {
      if (isBinary && data instanceof Uint8Array) onFrame(ownBytes(data));
      else onError('MALFORMED_FRAME');
    });
    this.#ws.on('error', (error) => onError(causeOf(error)));
    this.#ws.once('close', onClose);
  }

  /** What is sent in one turn of the event loop leaves together: one call of the system for many small frames. */
  send(frame: Uint8Array, done: () => void): void {
    if (!this.#corked) {
      this.#corked = true;
      this.#line.cork();
      process.nextTick(this.#uncork);
    }
    this.#ws.send(frame, BINARY, done);
  }

  pause(): void {
    this.#ws.pause();
  }

  resume(): void {
    this.#ws.resume();
  }

  close(): void {
    this.#ws.close(1000);
    this.#ws.resume(); // or the answer would never be read
  }

  terminate(): void {
    this.#ws.terminate();
  }

  limitBytes(bytes: number, exceeded: () => void): () => void {
    let left = bytes;
    const count = (chunk: Uint8Array): void => {
      left -= chunk.length;
      if (left < 0) exceeded();
    };
    this.#line.prependListener('data', count);
    return () => this.#line.off('data', count);
  }
}

/** A view into a larger chunk of the line's is copied, which lets the chunk go. */
function ownBytes(data: Uint8Array): Uint8Array {
  const { buffer, byteOffset, length } = data;
  return 2 * length < buffer.byteLength ? new Uint8Array(data) : new Uint8Array(buffer, byteOffset, length);
}

/** A breach of WebSocket framing is the peer's; a reset or a lost network is nobody's. */
function causeOf(error: Error): ErrorName | null {
  const { code } = error as { code?: unknown };
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' || code === 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH') {
    return 'FRAME_TOO_LARGE';
  }
  return typeof code === 'string' && code.startsWith('WS_ERR_') ? 'MALFORMED_FRAME' : null;
}
