import { z } from 'zod';
import { WalletClientError } from './client-error.ts';
import { type RequestOf, type ResponseOf, type WalletMethod, type WalletRoute, walletRoutes } from './routes.ts';
import { httpTransport, type WalletTransport } from './transport.ts';

/** A request may be left out where all of it may. */
type Arguments<R> = Record<never, never> extends R ? [request?: R] : [request: R];

/** A method for each row of `walletRoutes`; amounts are bigint. Fails with a `WalletClientError` or the transport's. */
export type WalletClient = {
  readonly [M in WalletMethod]: (...request: Arguments<RequestOf<M>>) => Promise<ResponseOf<M>>;
};

/** @param where a URL such as `http://127.0.0.1:9256`, or a transport (for TLS, the RPC client of `service`) */
export function createWalletClient(where: string | WalletTransport): WalletClient {
  const transport = typeof where === 'string' ? httpTransport(where) : where;
  const methods = Object.entries<WalletRoute>(walletRoutes).map(([name, route]) => [
    name,
    (request: object = {}) => call(transport, route, request),
  ]);
  return Object.fromEntries(methods) as WalletClient;
}

async function call(transport: WalletTransport, route: WalletRoute, request: object): Promise<unknown> {
  const sent = z.safeEncode(route.request, request as never);
  if (!sent.success) throw new WalletClientError('BAD_REQUEST', complaint(sent.error));
  const answer =
    route.method === 'GET'
      ? await transport.get(route.path, given(sent.data as Record<string, string | undefined>))
      : await transport.post(route.path, sent.data);
  const received = route.response.safeParse(answer);
  if (received.success) return received.data;
  throw new WalletClientError('BAD_ANSWER', `${route.path}: ${complaint(received.error)}`);
}

/** Fields that are there. */
const given = (query: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));

function complaint(error: z.core.$ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join('.') || 'request'}: ${issue?.message}`;
}
