import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type ServerOptions as WsOptions } from 'ws';
import { NetworkError } from '../../network-error.ts';
import type { Timers } from '../../timers.ts';
import type { TlsIdentity } from '../../tls/identity.ts';
import { tlsOptions } from '../../tls/tls-options.ts';
import type { ListenRequest, PeerCertificate, TransportListener } from '../transport.ts';
import { CLOSE_TIMEOUT_MS, remoteHost, WebSocketFrames } from './frame-socket.ts';
import { Lobby } from './lobby.ts';

/** No request is larger: path and headers of an upgrade, in bytes. */
const MAX_HEADER_BYTES = 8 * 1024;

export interface ListenContext {
  readonly timers: Timers;
  /** Null for plain `ws`. */
  readonly identity: TlsIdentity | null;
  proofOf(line: Socket): PeerCertificate | null;
}

/** Takes lines, refuses those that are not admitted before anything is read, and upgrades the rest to WebSocket. */
export async function listen(
  request: ListenRequest,
  { timers, identity, proofOf }: ListenContext,
): Promise<TransportListener> {
  const upgrades = new WebSocketServer(upgradeOptions(request));
  const lobby = new Lobby(request, timers);
  const http = newServer(request, identity);
  http.on('connection', (line: Socket) => lobby.enter(line));
  http.on('clientError', ({ code, message }: NodeJS.ErrnoException, line) => {
    // What is no HTTP at all; a line that broke, or that we closed, is nobody's fault.
    if (code?.startsWith('HPE_') === true) request.refused(remoteHost(line as Socket), 'INVALID_HANDSHAKE', message);
    line.destroy();
  });
  http.on('request', (_request, response) => {
    response.writeHead(426, { connection: 'close', upgrade: 'websocket' }).end();
  });
  http.on('upgrade', (upgrade: IncomingMessage, _duplex, head: Buffer) => {
    const { socket } = upgrade;
    upgrades.handleUpgrade(upgrade, socket, head, (ws) => {
      lobby.leave(socket);
      request.accept(new WebSocketFrames(ws, socket, proofOf(socket)));
    });
  });
  const port = await bind(http, request);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        lobby.clear();
      }),
  };
}

function newServer({ openingTimeoutMs, refused }: ListenRequest, identity: TlsIdentity | null): HttpServer {
  const bounds = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: openingTimeoutMs,
    requestTimeout: openingTimeoutMs,
  };
  if (identity === null) return createServer(bounds);
  const http = createSecureServer({ ...bounds, ...tlsOptions(identity) });
  return http.on('tlsClientError', ({ code, message }: NodeJS.ErrnoException, line) => {
    if (code === 'ECONNRESET') return; // it went, or was refused before TLS began
    refused(remoteHost(line), 'CONNECT_FAILED', message);
    line.destroy();
  });
}

const upgradeOptions = ({ maxFrameBytes }: ListenRequest): WsOptions =>
  ({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false, // would make the size limits meaningless
    maxPayload: maxFrameBytes,
    closeTimeout: CLOSE_TIMEOUT_MS,
  }) as WsOptions;

function bind(http: HttpServer, { host, port }: ListenRequest): Promise<number> {
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
