import type { Startable } from './startable.ts';

/** A server for peers, as far as its life goes; `@salvia/network` makes them. */
export interface PeerServer<P> {
  /** where it listens; 0 before it does */
  readonly port: number;
  start(): Promise<void>;
  stop(): Promise<void>;
  keepConnected(peers: readonly P[]): void;
}

/** The part of a service that listens for peers and keeps the configured ones connected. */
export function peerPart<P>(server: PeerServer<P>, peers: readonly P[] = []): Startable {
  return {
    name: 'network',
    get port() {
      return server.port;
    },
    start: async () => {
      await server.start();
      server.keepConnected(peers);
    },
    stop: () => server.stop(),
  };
}
