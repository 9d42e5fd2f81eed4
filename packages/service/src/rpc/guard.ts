import type { Context, MiddlewareHandler, Next } from 'hono';
import { isLoopback } from '../config/loopback.ts';
import { RpcError } from './rpc-error.ts';

/**
 * Keeps web pages of other sites out (network 7.1): a server on loopback answers only requests that name it so (a page
 * that rebinds its own name to 127.0.0.1 does not), and a POST must be JSON, which a page cannot send across sites unasked.
 */
export function guard(rpcHost: string): MiddlewareHandler {
  const loopbackOnly = isLoopback(rpcHost);
  return async (context: Context, next: Next) => {
    const host = context.req.header('host') ?? '';
    if (loopbackOnly && !isLoopback(host.replace(/:\d+$/, ''))) {
      throw new RpcError(
        'FORBIDDEN',
        `the Host header names "${host.slice(0, 80)}"; allowed: localhost or a loopback address`,
      );
    }
    const type = context.req.header('content-type') ?? '';
    if (context.req.method === 'POST' && !type.startsWith('application/json')) {
      throw new RpcError('BAD_REQUEST', 'a POST must have the content type application/json');
    }
    await next();
  };
}
