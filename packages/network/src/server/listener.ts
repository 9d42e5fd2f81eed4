import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { normalHost } from '@salvia/peer-store';
import { type WebSocket, WebSocketServer, type ServerOptions as WsOptions } from 'ws';
import { hostKey } from '../bans/ban-key.ts';
import { largestFrameTo } from '../limits.ts';
import { NetworkError } from '../network-error.ts';
import type { ServerContext } from './context.ts';

/** How long a peer may take to answer our closing, in milliseconds. */
export const CLOSE_TIMEOUT_MS = 2_000;

/** No request is larger: path and headers of an upgrade, in bytes. */
const MAX_HEADER_BYTES = 8 * 1024;

export interface Listener {
  /** @returns the port */
  listen(host: string, port: number): Promise<number>;
  /** Accepts nothing more; resolves when the last socket is gone. */
  close(): Promise<void>;
}

/** Takes sockets, refuses those that are banned or too many, and upgrades the rest to WebSocket. */
export function createListener(
  context: ServerContext,
  onSocket: (ws: WebSocket, socket: Socket, host: string) => void,
): Listener {
  const { handshakeTimeoutMs } = context.limits;
  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false, // would make the size limits meaningless
    maxPayload: largestFrameTo(context.nodeType),
    closeTimeout: CLOSE_TIMEOUT_MS,
  };
  const upgrades = new WebSocketServer(options as WsOptions);
  const http = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: handshakeTimeoutMs,
    requestTimeout: handshakeTimeoutMs,
  });
  http.on('connection', (socket: Socket) => admit(socket, context));
  http.on('request', (_request, response) => {
    response.writeHead(426, { connection: 'close', upgrade: 'websocket' }).end();
  });
  http.on('upgrade', (request: IncomingMessage, _duplex, head: Buffer) => {
    const { socket } = request;
    upgrades.handleUpgrade(request, socket, head, (ws) => onSocket(ws, socket, remoteHost(socket)));
  });
  return {
    listen: (host, port) => listen(http, host, port),
    close: () => new Promise((resolve) => http.close(() => resolve())),
  };
}

export const remoteHost = (socket: Socket): string => normalHost(socket.remoteAddress ?? '');

function admit(socket: Socket, { bans, halfOpen, limits, log, observer }: ServerContext): void {
  const host = remoteHost(socket);
  const refuse = (code: 'PEER_BANNED' | 'ADDRESS_LIMIT_REACHED' | 'HANDSHAKE_TIMEOUT'): void => {
    log.debug({ code, host }, 'socket refused');
    observer.onError?.(code, null);
    socket.destroy();
  };
  socket.on('error', () => socket.destroy());
  if (bans.isBanned(hostKey(host))) return refuse('PEER_BANNED');
  if (!halfOpen.enter(socket, host)) return refuse('ADDRESS_LIMIT_REACHED');
  // Whoever does not even ask for the upgrade; the handshake has a limit of its own.
  const timer = setTimeout(() => {
    if (!socket.destroyed && halfOpen.has(socket)) refuse('HANDSHAKE_TIMEOUT');
  }, limits.handshakeTimeoutMs * 2);
  socket.once('close', () => clearTimeout(timer));
}

function listen(http: HttpServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const refused =
        error.code === 'EADDRINUSE'
          ? new NetworkError('PORT_IN_USE', { host, port }, error)
          : new NetworkError('CANNOT_LISTEN', { host, port, cause: error.message }, error);
      reject(refused);
    });
    http.listen({ host, port }, () => resolve((http.address() as AddressInfo).port));
  });
}
