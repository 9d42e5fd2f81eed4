import type { Address } from '@salvia/peer-store';
import type { ErrorName, Handlers, NodeType, OutboundMessage, Peer, ProtocolError } from '@salvia/protocol';
import type { BanList } from '../bans/ban-list.ts';
import type { ConnectionInfo } from '../connection/connection.ts';
import type { NetworkLimits } from '../limits.ts';
import type { Log } from '../log.ts';
import type { NetworkObserver } from '../observer.ts';
import type { Timers } from '../timers.ts';
import type { TlsIdentity } from '../tls/identity.ts';
import type { Transport } from '../transport/transport.ts';

/** What a new connection is told first. */
export type OnConnect = (peer: Peer) => AsyncIterable<OutboundMessage> | Iterable<OutboundMessage>;

export interface ServerOptions<Role extends NodeType> {
  readonly nodeType: Role;
  /** Of the network file; peers of another network are refused. */
  readonly networkId: string;
  /** Where to listen; port 0 takes any free one. */
  readonly host: string;
  readonly port: number;
  /** The port that peers are told, if it is not the one listened on (behind a forwarded port). */
  readonly advertisedPort?: number;
  /**
   * Key and certificates for TLS, from `ensureIdentity`; null or left out: plain `ws`. With an authority in it, private links
   * (harvester and farmer, farmer and full node, timelord and full node) need certificates of that authority on both ends,
   * wherever they are; without one they do not leave this machine.
   */
  readonly identity?: TlsIdentity | null;
  /** Allows plain `ws` beyond this machine, and private links without an authority. */
  readonly insecure: boolean;
  readonly handlers: Handlers<Role>;
  /** Runs on both sides of every connection after the handshake; its RESPOND goes to the new peer. */
  readonly onConnect?: OnConnect;
  /** Refuse programs that are not their shortest encoding: `coinRules` of the network file is `mainnet`. */
  readonly shortestPrograms?: boolean;
  readonly log: Log;
  readonly observer?: NetworkObserver;
  readonly limits?: Partial<NetworkLimits>;
  readonly bans?: BanList;
  /** Default: WebSocket, with TLS if there is an identity. */
  readonly transport?: Transport;
  readonly timers?: Timers;
  /** Uniform in [0, 1): choice of RANDOM receivers, jitter. */
  readonly random?: () => number;
  /** Unpredictable bytes: nonces, and the node id without an identity. */
  readonly randomBytes?: (count: number) => Uint8Array;
}

export interface DialOptions extends Address {
  /** The role that must answer. */
  readonly nodeType: NodeType;
  /** Only see whether it answers: close right after the handshake (network 1.12). */
  readonly feeler?: boolean;
  /** Instead of the server's own. */
  readonly onConnect?: OnConnect;
}

/** A peer of the configuration. It is dialled again for ever, and never banned. */
export interface KeptPeer extends Address {
  readonly nodeType: NodeType;
}

/** What discovery and lists of peers want to know. Called synchronously. */
export interface ConnectionWatcher {
  /** A handshake is complete, on either side, feelers included. */
  onConnected?(peer: Peer): void;
  /** `code` is the error that ended it; null for an ordinary end. */
  onDisconnected?(peer: Peer, code: ErrorName | null): void;
  onDialFailed?(address: Address, code: ErrorName): void;
  /** A message of this peer was decoded. */
  onMessage?(peer: Peer): void;
}

export interface Server {
  readonly name: string;
  /** That of the identity; on plain `ws`, where an id proves nothing, 32 random bytes, new at every start of the program. */
  readonly nodeId: Uint8Array;
  /** Where it listens; 0 before `start`. */
  readonly port: number;
  start(): Promise<void>;
  /** Closes all connections and waits for running handlers. */
  stop(): Promise<void>;
  connections(): readonly ConnectionInfo[];
  /** Sends messages that answer nobody (timers, RPC). Resolves when all are handed over. */
  push(messages: AsyncIterable<OutboundMessage> | Iterable<OutboundMessage>): Promise<void>;
  /** Connects and shakes hands. Rejects with a ProtocolError (the peer's doing) or a NetworkError (ours). */
  dial(options: DialOptions): Promise<Peer>;
  /** Stays connected with these peers from now (or from the start) until the end. */
  keepConnected(peers: readonly KeptPeer[]): void;
  /**
   * Makes a peer pay for an error that came to light outside its handlers, by its price: bans it, closes its connection.
   * It may be gone by then.
   */
  blame(peer: Peer, error: ProtocolError): void;
  /** Closes the connection with that id, if there is one. */
  close(nodeId: Uint8Array): void;
  /** @returns a function that ends the watching */
  watch(watcher: ConnectionWatcher): () => void;
}
