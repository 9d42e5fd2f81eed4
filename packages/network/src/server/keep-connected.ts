import { type Address, addressKey, normalHost } from '@salvia/peer-store';
import { type NodeType, nodeTypeName } from '@salvia/protocol';
import { codeOf } from '../bans/blame.ts';
import type { Connection } from '../connection/connection.ts';
import { NetworkError } from '../network-error.ts';
import { backOff } from './back-off.ts';
import type { ServerContext } from './context.ts';
import type { KeptPeer } from './options.ts';
import { isPrivate } from './private-link.ts';

/** A connection that ends sooner than this counts as a failure: the peer lets us in only to drop us. */
const SETTLED_MS = 5_000;

/** Keeps one configured peer connected until the signal is aborted (network 1.12, reconnect task). */
export async function keepConnected(
  peer: KeptPeer,
  dial: () => Promise<unknown>,
  context: ServerContext,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const live = liveConnection(peer, context.connections.snapshot());
    if (live !== undefined) {
      await endOf(live.link.ended, signal);
      failures = context.timers.now() - live.link.openedAt < SETTLED_MS ? failures + 1 : 0;
    } else {
      try {
        await dial();
        continue;
      } catch (error) {
        if (signal.aborted) return;
        report(peer, error, failures, context);
        failures += 1;
      }
    }
    await context.timers.pause(backOff(failures, context.limits, context.random), signal);
  }
}

/** By the address that was dialled, or by where an inbound peer says it listens. */
const liveConnection = (wanted: Address, live: readonly Connection[]): Connection | undefined =>
  live.find(
    ({ dialled, peer }) =>
      (dialled !== null && addressKey(dialled) === addressKey(wanted)) ||
      (normalHost(peer.host) === normalHost(wanted.host) && peer.port === wanted.port),
  );

/** Aloud once; then quietly, for as long as it lasts. */
function report(peer: KeptPeer, error: unknown, failures: number, context: ServerContext): void {
  const { host, port, nodeType } = peer;
  const { log } = context;
  const code = error instanceof NetworkError ? error.code : codeOf(error);
  const hint = code === 'CONNECT_FAILED' ? hintFor(nodeType, context) : null;
  const reason = (error as Error).message;
  const fields = { code, host, port, type: nodeTypeName(nodeType), reason, ...(hint !== null && { hint }) };
  if (failures === 0) log.warn(fields, 'cannot reach a configured peer; trying again until it answers');
  else log.debug({ ...fields, failures }, 'still cannot reach a configured peer');
}

/** No error is ever told to a peer; what we may lack in its eyes can be guessed. */
function hintFor(type: NodeType, { nodeType, secure, hasAuthority }: ServerContext): string | null {
  if (!isPrivate(nodeType, type) || hasAuthority) return null;
  return secure
    ? "the peer may want a certificate of the network's authority: the TLS folder has no ca.crt"
    : 'the peer may want TLS: the option tls is off';
}

/** Waits for an end, or for the signal; leaves nothing behind at the signal, which outlives many connections. */
const endOf = (ended: Promise<unknown>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    void ended.then(done);
    if (signal.aborted) done();
  });
