import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Startable } from '../lifecycle/startable.ts';
import { mutualTls, type RpcTls } from './tls.ts';

export interface RpcServer extends Startable {
  /** the port that it listens on; 0 before it does */
  readonly port: number;
}

/**
 * Serves an app over HTTP, or over HTTPS to those with a certificate of the network's authority.
 * @param readTls called at the start, when the other parts have made or checked their files; null for HTTP
 */
export function createRpcServer(
  app: OpenAPIHono,
  host: string,
  port: number,
  readTls: (() => RpcTls) | null,
): RpcServer {
  let server: Server | null = null;
  return {
    name: 'rpc',
    get port() {
      return (server?.address() as AddressInfo | null | undefined)?.port ?? 0;
    },
    start: async () => {
      server = newServer(app, readTls?.() ?? null);
      server.listen({ host, port });
      await once(server, 'listening');
    },
    stop: async () => {
      if (server === null || !server.listening) return;
      const closed = once(server, 'close');
      server.close();
      // Idle keep-alive connections would hold the process up.
      server.closeAllConnections();
      await closed;
    },
  };
}

function newServer({ fetch }: OpenAPIHono, tls: RpcTls | null): Server {
  if (tls === null) return createAdaptorServer({ fetch }) as Server;
  const options = { fetch, createServer: createSecureServer, serverOptions: mutualTls(tls) };
  return createAdaptorServer(options) as Server;
}
