import { type ErrorContext, type ErrorName, nodeTypeName, type Peer, ProtocolError } from '@salvia/protocol';
import type { Log } from '../log.ts';
import type { NetworkObserver } from '../observer.ts';
import { banKey, type Culprit } from './ban-key.ts';
import type { BanList } from './ban-list.ts';
import { BAN_TEN_MINUTES, type Price, priceOf } from './price.ts';
import type { Strikes } from './strikes.ts';

/** Whose error it was. */
export interface Suspect extends Culprit {
  /** Null before the handshake. */
  readonly peer: Peer | null;
  /** Configured by the operator: never banned. */
  readonly trusted: boolean;
}

export interface BlameContext {
  readonly bans: BanList;
  readonly strikes: Strikes;
  /** Whether peers can prove who they are. */
  readonly secure: boolean;
  /** Peers whose certificates prove their ids. */
  readonly proven: WeakSet<Peer>;
  /** Peers that the operator configured. */
  readonly configured: WeakSet<Peer>;
  readonly log: Log;
  readonly observer: NetworkObserver;
}

export const suspectOf = (
  peer: Peer,
  { proven, configured }: Pick<BlameContext, 'proven' | 'configured'>,
): Suspect => ({
  host: peer.host,
  nodeId: peer.nodeId,
  provenId: proven.has(peer) ? peer.nodeId : null,
  peer,
  trusted: configured.has(peer),
});

/** Puts an error into the log and the metrics, and makes its maker pay. @returns what the connection has to suffer */
export function charge(error: unknown, suspect: Suspect, context: BlameContext): Price {
  const { bans, log, observer } = context;
  const { code, context: details } = coded(error);
  const { host, peer } = suspect;
  const price = fairPrice(code, suspect, context);
  const fields = {
    code,
    host,
    ...(peer && { type: nodeTypeName(peer.nodeType), port: peer.port, nodeId: peer.nodeId, outbound: peer.outbound }),
    ...(Object.keys(details).length > 0 && { context: details }),
  };
  observer.onError?.(code, peer);
  if (code === 'HANDLER_FAILED') log.error({ ...fields, err: error }, 'handler failed');
  else if (price.action === 'ban') log.warn({ ...fields, seconds: price.seconds }, 'peer banned');
  else if (price.action === 'disconnect') log.info(fields, 'peer refused');
  else log.debug(fields, 'error of a peer ignored');

  const key = price.action === 'ban' ? banKey(suspect, context.secure) : null;
  if (key !== null && price.action === 'ban') bans.ban(key, price.seconds, code);
  return price;
}

/**
 * Makes an address pay for a line that came to nothing before anybody spoke. That is quiet, and meets lines to come only:
 * those that are there may be of others behind that address.
 */
export function chargeLine(code: ErrorName, host: string, context: BlameContext): void {
  const suspect: Suspect = { host, nodeId: null, provenId: null, peer: null, trusted: false };
  const price = fairPrice(code, suspect, context);
  context.observer.onError?.(code, null);
  if (price.action !== 'ban') return;
  const key = banKey(suspect, context.secure);
  if (key === null) return;
  context.bans.ban(key, price.seconds, code);
  context.log.warn({ code, host, seconds: price.seconds }, 'peer banned');
}

/** The code of anything thrown: what is not a rule of the protocol is our own failure. */
export const codeOf = (error: unknown): ErrorName => coded(error).code;

function coded(error: unknown): { code: ErrorName; context: ErrorContext } {
  if (error instanceof ProtocolError) return error;
  return { code: 'HANDLER_FAILED', context: {} };
}

/** What an error costs this suspect now: the last of many small ones costs a ban. */
function fairPrice(code: ErrorName, suspect: Suspect, context: BlameContext): Price {
  const price = priceOf(code, suspect.peer?.nodeType ?? null);
  if (suspect.trusted) return price.action === 'ignore' ? price : { action: 'disconnect' };
  if (price.action !== 'disconnect' || price.strikes === undefined) return price;
  const key = banKey(suspect, context.secure);
  return key !== null && context.strikes.add(key, price.strikes) ? BAN_TEN_MINUTES : price;
}
