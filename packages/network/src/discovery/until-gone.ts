import { sameBytes } from '@salvia/streamable';
import type { Server } from '../server/options.ts';
import type { Timers } from '../timers.ts';

/** Resolves when the connection with that id has ended, after a time, or when the signal is aborted. */
export async function untilGone(
  server: Pick<Server, 'connections' | 'watch'>,
  nodeId: Uint8Array,
  milliseconds: number,
  signal: AbortSignal,
  timers: Pick<Timers, 'pause'>,
): Promise<void> {
  const gone = new AbortController();
  const unwatch = server.watch({
    onDisconnected: (peer) => {
      if (sameBytes(peer.nodeId, nodeId)) gone.abort();
    },
  });
  if (server.connections().some((connection) => sameBytes(connection.nodeId, nodeId))) {
    await timers.pause(milliseconds, AbortSignal.any([gone.signal, signal]));
  }
  unwatch();
}
