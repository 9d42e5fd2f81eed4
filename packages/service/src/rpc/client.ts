import type { ConnectionView } from './connections.ts';
import type { JsonValue } from './json.ts';
import { parseMetrics } from './parse-metrics.ts';
import { type PlainRequest, type PlainResponse, secureFetch } from './secure-fetch.ts';
import type { RpcTls } from './tls.ts';

/** A connection as it arrives over RPC. */
export type RemoteConnection = Omit<ConnectionView, 'nodeId'> & { readonly nodeId: string };

/** Talks to the RPC server of any role. */
export interface RpcClient {
  readonly url: string;
  get<T = JsonValue>(path: string, query?: Readonly<Record<string, string>>): Promise<T>;
  post<T = JsonValue>(path: string, body: unknown): Promise<T>;
  state<T = Record<string, JsonValue>>(): Promise<T>;
  connections(): Promise<readonly RemoteConnection[]>;
  /** true if every part of the service runs, false while it starts or when nothing answers */
  healthy(): Promise<boolean>;
  /** value by name with labels, as in `salvia_event_loop_delay_seconds{quantile="max"}` */
  metrics(): Promise<ReadonlyMap<string, number>>;
}

/** `UNREACHABLE`, `BAD_ANSWER`, or the code that the server gave. */
export class RpcClientError extends Error {
  override readonly name = 'RpcClientError';
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export interface RpcClientOptions {
  /** Default 10 s. */
  readonly timeoutMs?: number;
  /** For a server beyond this machine, whose URL begins with https. */
  readonly tls?: RpcTls | null;
}

/** A client for the server at a URL such as `http://127.0.0.1:8555`. */
export function createRpcClient(url: string, { timeoutMs = 10_000, tls = null }: RpcClientOptions = {}): RpcClient {
  const base = url.replace(/\/+$/, '');
  const call = (path: string, init: Omit<PlainRequest, 'signal'> = {}) =>
    fetchText(base, path, { ...init, signal: AbortSignal.timeout(timeoutMs) }, tls);
  const get = async <T>(path: string, query?: Readonly<Record<string, string>>) => {
    const search = query ? `?${new URLSearchParams(query)}` : '';
    return parsed<T>(await call(`/rpc${path}${search}`));
  };
  return {
    url: base,
    get,
    post: async <T>(path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json' };
      return parsed<T>(await call(`/rpc${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
    },
    state: <T>() => get<T>('/state'),
    connections: async () => (await get<{ connections: RemoteConnection[] }>('/connections')).connections,
    healthy: () =>
      call('/healthz').then(
        () => true,
        () => false,
      ),
    metrics: async () => parseMetrics(await call('/metrics')),
  };
}

async function fetchText(base: string, path: string, init: PlainRequest, tls: RpcTls | null): Promise<string> {
  const { ok, status, text } = await answerOf(base + path, init, tls).catch((error: unknown) => {
    throw new RpcClientError('UNREACHABLE', unreachable(base, tls), error);
  });
  if (ok) return text;
  const { error } = parsedOr<{ error?: { code: string; message: string } }>(text, {});
  throw new RpcClientError(error?.code ?? 'BAD_ANSWER', error?.message ?? `HTTP status ${status}`);
}

async function answerOf(url: string, init: PlainRequest, tls: RpcTls | null): Promise<PlainResponse> {
  if (tls !== null && url.startsWith('https:')) return secureFetch(url, init, tls);
  const response = await fetch(url, init).catch((error: unknown) => {
    if (init.method === undefined && isStale(error)) return fetch(url, init);
    throw error;
  });
  return { ok: response.ok, status: response.status, text: await response.text() };
}

/** The server closed a connection that was kept open, while something was sent on it; it may be well all the same. */
const isStale = (error: unknown): boolean => (error as { cause?: { code?: unknown } }).cause?.code === 'UND_ERR_SOCKET';

function unreachable(base: string, tls: RpcTls | null): string {
  if (!base.startsWith('https:')) return `nothing answers at ${base}; is the service running there?`;
  const doubt = tls === null ? 'it may want a certificate' : 'is the service running there, with the same authority?';
  return `no answer from ${base}; ${doubt}`;
}

function parsed<T>(text: string): T {
  const value = parsedOr<T | undefined>(text, undefined);
  if (value === undefined) throw new RpcClientError('BAD_ANSWER', 'the answer is not JSON');
  return value;
}

function parsedOr<T>(text: string, otherwise: T): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    return otherwise;
  }
}
