import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Startable } from '../lifecycle/startable.ts';

export interface RpcServer extends Startable {
  /** the port that it listens on; 0 before it does */
  readonly port: number;
}

/** Serves an app over HTTP. */
export function createRpcServer(app: OpenAPIHono, host: string, port: number): RpcServer {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  return {
    name: 'rpc',
    get port() {
      return (server.address() as AddressInfo | null)?.port ?? 0;
    },
    start: async () => {
      server.listen({ host, port });
      await once(server, 'listening');
    },
    stop: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      // Idle keep-alive connections would hold the process up.
      server.closeAllConnections();
      await closed;
    },
  };
}
