import { randomBytes } from 'node:crypto';
import type { Handlers, NodeType, Peer } from '@salvia/protocol';
import { type BanList, createBanList } from '../bans/ban-list.ts';
import { Strikes } from '../bans/strikes.ts';
import { HalfOpen } from '../connection/half-open.ts';
import { PeerConnections } from '../connection/peer-connections.ts';
import { defaultLimits, type NetworkLimits } from '../limits.ts';
import type { Log } from '../log.ts';
import type { NetworkObserver } from '../observer.ts';
import { systemTimers, type Timers } from '../timers.ts';
import type { Transport } from '../transport/transport.ts';
import { webSocketTransport } from '../transport/web-socket/transport.ts';
import type { ConnectionWatcher, OnConnect, ServerOptions } from './options.ts';

/** What the parts of one server share. */
export interface ServerContext {
  readonly nodeType: NodeType;
  readonly networkId: string;
  readonly nodeId: Uint8Array;
  readonly insecure: boolean;
  readonly transport: Transport;
  /** Whether peers can prove who they are: not so on plain `ws`. */
  readonly secure: boolean;
  /** Whether private links need certificates of an authority. */
  readonly hasAuthority: boolean;
  /** Peers whose certificates prove their ids, those that are gone included. */
  readonly proven: WeakSet<Peer>;
  /** Peers that the operator configured. */
  readonly configured: WeakSet<Peer>;
  /** The table of one role; which messages reach it is decided by the catalogue. */
  readonly handlers: Handlers<NodeType>;
  readonly onConnect: OnConnect | undefined;
  readonly shortestPrograms: boolean;
  readonly log: Log;
  readonly observer: NetworkObserver;
  readonly limits: NetworkLimits;
  readonly bans: BanList;
  readonly strikes: Strikes;
  readonly random: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly timers: Timers;
  readonly connections: PeerConnections;
  readonly halfOpen: HalfOpen;
  readonly watchers: Set<ConnectionWatcher>;
  /** What peers are told as our port. */
  serverPort: number;
  running: boolean;
}

export function createContext<Role extends NodeType>(options: ServerOptions<Role>): ServerContext {
  const { timers = systemTimers, random = Math.random, observer = {}, identity = null } = options;
  const bytes = options.randomBytes ?? ((count: number) => new Uint8Array(randomBytes(count)));
  const limits = { ...defaultLimits(options.nodeType), ...options.limits };
  const connections: PeerConnections = new PeerConnections(limits, () =>
    observer.onConnections?.(connections.counts()),
  );
  return {
    nodeType: options.nodeType,
    networkId: options.networkId,
    nodeId: identity?.nodeId ?? bytes(32),
    insecure: options.insecure,
    transport: options.transport ?? webSocketTransport({ identity, timers }),
    secure: identity !== null,
    hasAuthority: (identity?.authority ?? null) !== null,
    proven: new WeakSet(),
    configured: new WeakSet(),
    handlers: options.handlers as unknown as Handlers<NodeType>,
    onConnect: options.onConnect,
    shortestPrograms: options.shortestPrograms ?? false,
    log: options.log,
    observer,
    limits,
    bans: options.bans ?? createBanList(timers.now),
    strikes: new Strikes(timers.now),
    random,
    randomBytes: bytes,
    timers,
    connections,
    halfOpen: new HalfOpen(limits),
    watchers: new Set(),
    serverPort: 0,
    running: false,
  };
}
