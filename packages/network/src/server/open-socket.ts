import type { Socket } from 'node:net';
import type { Address } from '@salvia/peer-store';
import { type NodeType, ProtocolError } from '@salvia/protocol';
import { type ClientOptions, WebSocket } from 'ws';
import { largestFrameTo } from '../limits.ts';
import { CLOSE_TIMEOUT_MS } from './listener.ts';

/** `ws://host:port/`, with the brackets that an IPv6 address needs. */
export const webSocketUrl = ({ host, port }: Address): string =>
  `ws://${host.includes(':') ? `[${host}]` : host}:${port}/`;

/**
 * Connects and upgrades. Rejects with CONNECT_FAILED, also when `signal` aborts it.
 * @param wrap called as soon as the WebSocket is open, within that very turn: the next one may bring frames
 */
export function openSocket<T>(
  address: Address,
  own: NodeType,
  connectTimeoutMs: number,
  signal: AbortSignal,
  wrap: (ws: WebSocket, socket: Socket) => T,
): Promise<T> {
  const options = {
    perMessageDeflate: false,
    maxPayload: largestFrameTo(own),
    handshakeTimeout: connectTimeoutMs,
    closeTimeout: CLOSE_TIMEOUT_MS,
    followRedirects: false,
  };
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(webSocketUrl(address), options as ClientOptions);
    const abort = (): void => ws.terminate();
    const failed = (error: Error): void => {
      signal.removeEventListener('abort', abort);
      const { code } = error as NodeJS.ErrnoException;
      reject(new ProtocolError('CONNECT_FAILED', { ...address, cause: code ?? error.message }));
    };
    signal.addEventListener('abort', abort, { once: true });
    ws.once('error', failed);
    ws.once('upgrade', ({ socket }) => {
      ws.once('open', () => {
        signal.removeEventListener('abort', abort);
        ws.off('error', failed);
        resolve(wrap(ws, socket));
      });
    });
  });
}
