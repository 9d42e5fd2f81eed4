import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { mutualTls, type RpcTls } from './tls.ts';

/** As much of a request as an RPC client makes. */
export interface PlainRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface PlainResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

/** What `fetch` does, with a certificate of one's own: the built-in one cannot show any. */
export function secureFetch(url: string, { body, ...init }: PlainRequest, tls: RpcTls): Promise<PlainResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { ...init, ...mutualTls(tls), servername: '', agent: false }, (incoming) => {
      const status = incoming.statusCode ?? 0;
      text(incoming).then((answer) => resolve({ ok: status >= 200 && status < 300, status, text: answer }), reject);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
