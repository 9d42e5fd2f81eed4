import type { Address } from '@salvia/peer-store';
import type { ErrorName } from '@salvia/protocol';
import { hostKey } from '../bans/ban-key.ts';
import { chargeLine } from '../bans/blame.ts';
import type { Connection } from '../connection/connection.ts';
import type { Link } from '../connection/link.ts';
import { largestFrameTo } from '../limits.ts';
import type { FrameSocket, TransportListener } from '../transport/transport.ts';
import type { ServerContext } from './context.ts';
import { admitPeer, newcomer } from './session.ts';

/** Receives those who come to us. */
export interface Reception {
  listen(address: Address): Promise<TransportListener>;
  /** Ends those that have not finished the handshake. */
  clear(): void;
}

/** @param welcome called with everyone whose handshake is complete */
export function createReception(context: ServerContext, welcome: (connection: Connection) => void): Reception {
  const { bans, connections, halfOpen, limits, log, nodeType, transport } = context;
  const arriving = new Set<Link>();

  function admit(host: string): (() => void) | ErrorName {
    if (bans.isBanned(hostKey(host))) return 'PEER_BANNED';
    return connections.addressProblem(host) ?? halfOpen.enter(host) ?? 'ADDRESS_LIMIT_REACHED';
  }

  function refused(host: string, code: ErrorName, reason: string | null): void {
    log.debug({ code, host, ...(reason !== null && { reason }) }, 'line refused');
    chargeLine(code, host, context);
  }

  function receive(socket: FrameSocket): void {
    // The place that the line had until now is free in this very turn.
    const leave = halfOpen.enter(socket.host);
    const arrived = newcomer(socket, null, context);
    arriving.add(arrived.link);
    void arrived.link.gone.then(leave);
    void admitPeer(arrived, context)
      .then(
        (connection) => {
          leave?.();
          welcome(connection);
        },
        // Charged already.
        () => undefined,
      )
      .finally(() => arriving.delete(arrived.link));
  }

  return {
    listen: ({ host, port }) =>
      transport.listen({
        host,
        port,
        maxFrameBytes: largestFrameTo(nodeType),
        openingTimeoutMs: limits.handshakeTimeoutMs,
        admit,
        refused,
        accept: receive,
      }),
    clear() {
      for (const link of arriving) link.abort(null);
    },
  };
}
