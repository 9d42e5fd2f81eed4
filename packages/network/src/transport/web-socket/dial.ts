import type { Socket } from 'node:net';
import type { Address } from '@salvia/peer-store';
import { ProtocolError } from '@salvia/protocol';
import { type ClientOptions, WebSocket } from 'ws';
import type { TlsIdentity } from '../../tls/identity.ts';
import { tlsOptions } from '../../tls/tls-options.ts';
import type { DialRequest, FrameSocket, PeerCertificate } from '../transport.ts';
import { CLOSE_TIMEOUT_MS, WebSocketFrames } from './frame-socket.ts';

/** `wss://host:port/`, with the brackets that an IPv6 address needs. */
export const webSocketUrl = ({ host, port }: Address, secure: boolean): string =>
  `${secure ? 'wss' : 'ws'}://${host.includes(':') ? `[${host}]` : host}:${port}/`;

export interface DialContext {
  /** Null for plain `ws`. */
  readonly identity: TlsIdentity | null;
  proofOf(line: Socket): PeerCertificate | null;
}

/** Connects and upgrades. */
export function dial<T>(
  request: DialRequest,
  opened: (socket: FrameSocket) => T,
  { identity, proofOf }: DialContext,
): Promise<T> {
  const { host, port, signal } = request;
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(webSocketUrl(request, identity !== null), clientOptions(request, identity));
    const abort = (): void => ws.terminate();
    const failed = (error: Error): void => {
      signal.removeEventListener('abort', abort);
      const { code } = error as NodeJS.ErrnoException;
      reject(new ProtocolError('CONNECT_FAILED', { host, port, cause: code ?? error.message }));
    };
    signal.addEventListener('abort', abort, { once: true });
    ws.once('error', failed);
    ws.once('upgrade', ({ socket }) => {
      ws.once('open', () => {
        signal.removeEventListener('abort', abort);
        ws.off('error', failed);
        resolve(opened(new WebSocketFrames(ws, socket, proofOf(socket))));
      });
    });
  });
}

const clientOptions = ({ maxFrameBytes, timeoutMs }: DialRequest, identity: TlsIdentity | null): ClientOptions =>
  ({
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
    handshakeTimeout: timeoutMs,
    closeTimeout: CLOSE_TIMEOUT_MS,
    followRedirects: false,
    ...(identity && tlsOptions(identity)),
  }) as ClientOptions;
