import { RpcError, type RpcRouter, type RpcValue } from '@salvia/service';
import {
  type RequestOf,
  type ResponseOf,
  type WalletMethod,
  type WalletRoute,
  walletRoutes,
  wireObjectOf,
} from '@salvia/wallet-client';
import { z } from 'zod';

/** What answers each row of the table; a missing one does not compile. */
export type WalletApi = {
  readonly [M in WalletMethod]: (request: RequestOf<M>) => ResponseOf<M> | Promise<ResponseOf<M>>;
};

/** Registers every row of the client's table. What comes and what leaves is checked by its schemas. */
export function registerRoutes(rpc: RpcRouter, api: WalletApi): void {
  for (const [name, route] of Object.entries<WalletRoute>(walletRoutes)) {
    const answer = api[name as WalletMethod] as (request: unknown) => unknown;
    const handler = async (sent: unknown): Promise<RpcValue> => {
      const value = await answer(decoded(route.request, sent));
      return z.encode(route.response, value as never) as RpcValue;
    };
    const described = { summary: route.summary, response: wireObjectOf(route.response) };
    const request = wireObjectOf(route.request);
    if (route.method === 'GET') rpc.get(route.path, { ...described, query: request }, handler);
    else rpc.post(route.path, { ...described, body: request }, handler);
  }
}

function decoded(schema: z.ZodObject, sent: unknown): unknown {
  const result = schema.safeParse(sent);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new RpcError('BAD_REQUEST', `${issue?.path.join('.') || 'request'}: ${issue?.message}`);
}
