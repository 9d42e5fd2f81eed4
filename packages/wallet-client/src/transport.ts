import { WalletClientError } from './client-error.ts';

/** How requests travel: JSON there and back, paths below `/rpc`. The RPC client of `service` is one. */
export interface WalletTransport {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
}

/** @param url such as `http://127.0.0.1:9256` */
export function httpTransport(url: string, timeoutMs = 30_000): WalletTransport {
  const base = url.replace(/\/+$/, '');
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${base}/rpc${path}`, { ...init, signal: AbortSignal.timeout(timeoutMs) }).catch(
      (error: unknown) => {
        throw new WalletClientError('UNREACHABLE', `no wallet answers at ${base}; does it run there?`, error);
      },
    );
    return answerOf(response);
  };
  return {
    get: (path, query = {}) => {
      const search = new URLSearchParams(query).toString();
      return call(search === '' ? path : `${path}?${search}`);
    },
    post: (path, body) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}

async function answerOf(response: Response): Promise<unknown> {
  const value: unknown = await response.json().catch((error: unknown) => {
    throw new WalletClientError('BAD_ANSWER', `HTTP status ${response.status} without JSON`, error);
  });
  if (response.ok) return value;
  const { error } = (value ?? {}) as { error?: { code?: string; message?: string } };
  throw new WalletClientError(error?.code ?? 'BAD_ANSWER', error?.message ?? `HTTP status ${response.status}`);
}
