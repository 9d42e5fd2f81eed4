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

  constructor(ws: WebSocket, line: Socket, certificate: PeerCertificate | null) {
    this.host = remoteHost(line);
    this.certificate = certificate;
    this.#ws = ws;
    this.#line = line;
  }

  get bufferedAmount(): number {
    return this.#ws.bufferedAmount;
  }

  get isPaused(): boolean {
    return this.#ws.isPaused;
  }

  listen({ onFrame, onError, onClose }: FrameSocketEvents): void {
    this.#ws.on('message', (data, isBinary) => {
      // A small frame is a view into a chunk of the line's; a copy lets the chunk go.
      if (isBinary && data instanceof Uint8Array) onFrame(new Uint8Array(data));
      else onError('MALFORMED_FRAME');
    });
    this.#ws.on('error', (error) => onError(causeOf(error)));
    this.#ws.once('close', onClose);
  }

  send(frame: Uint8Array, done: () => void): void {
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

/** A breach of WebSocket framing is the peer's; a reset or a lost network is nobody's. */
function causeOf(error: Error): ErrorName | null {
  const { code } = error as { code?: unknown };
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' || code === 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH') {
    return 'FRAME_TOO_LARGE';
  }
  return typeof code === 'string' && code.startsWith('WS_ERR_') ? 'MALFORMED_FRAME' : null;
}
