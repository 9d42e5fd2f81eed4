import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Log } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { oneLine } from '../service-error.ts';
import { guard } from './guard.ts';
import { RpcError, RpcRefusal } from './rpc-error.ts';

export interface RpcAppOptions {
  readonly name: string;
  readonly version: string;
  readonly rpcHost: string;
  readonly metrics: Metrics;
  readonly log: Log;
  /** whether every part of the service runs */
  isReady(): boolean;
}

/** The HTTP side of a service: health, metrics, the description of its RPC, and coded errors for everything else. */
export function createRpcApp(options: RpcAppOptions): OpenAPIHono {
  const { metrics, name, version } = options;
  const app = new OpenAPIHono();
  app.onError((error, context) => failure(context, options.log, error));
  app.notFound((context) =>
    failure(context, options.log, new RpcError('NOT_FOUND', `no ${context.req.method} ${context.req.path} here`)),
  );
  app.use('*', guard(options.rpcHost));
  app.get('/healthz', (context) => {
    const ready = options.isReady();
    return context.json({ status: ready ? 'ok' : 'starting', service: name, version }, ready ? 200 : 503);
  });
  app.get('/metrics', async (context) =>
    context.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  );
  app.get('/openapi.json', (context) =>
    context.json(app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: name, version } })),
  );
  app.use('/rpc/*', async (_context, next) => {
    if (!options.isReady()) throw new RpcError('NOT_READY', 'the service is starting or stopping');
    await next();
  });
  return app;
}

function failure(context: Context, log: Log, error: unknown): Response {
  if (error instanceof RpcError || error instanceof RpcRefusal)
    return context.json({ error: { code: error.code, message: error.message } }, error.status);
  log.error({ code: 'RPC_FAILED', path: context.req.path, err: error }, 'an RPC call failed');
  return context.json({ error: { code: 'INTERNAL', message: oneLine(error) } }, 500);
}
