import { type ErrorName, type Peer, ProtocolError } from '@salvia/protocol';
import { banKey } from '../bans/ban-key.ts';
import { charge, suspectOf } from '../bans/blame.ts';
import type { Connection } from '../connection/connection.ts';
import type { ServerContext } from './context.ts';
import { isPrivate } from './private-link.ts';

/**
 * Makes a peer pay for an error, also one that is gone. Unless the error is to be ignored its connection is closed, and
 * where it is banned, so are all others that the ban meets.
 */
export function punish(peer: Peer, error: unknown, context: ServerContext): void {
  const { connections } = context;
  const { action } = charge(error, suspectOf(peer, context), context);
  if (action === 'ignore') return;
  for (const connection of connections.snapshot()) {
    if (connection.peer === peer) expel(connection, error instanceof ProtocolError ? error.code : 'HANDLER_FAILED');
    else if (action === 'ban' && isBanned(connection.peer, context)) expel(connection, 'PEER_BANNED');
  }
}

function expel(connection: Connection, code: ErrorName): void {
  connection.charged = true;
  connection.link.close(code);
}

/** Our own, and those of the configuration, stay whatever their neighbours on that address do. */
function isBanned(peer: Peer, context: ServerContext): boolean {
  if (context.configured.has(peer) || isPrivate(context.nodeType, peer.nodeType)) return false;
  const key = banKey(suspectOf(peer, context), context.secure);
  return key !== null && context.bans.isBanned(key);
}
