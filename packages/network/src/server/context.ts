import { randomBytes } from 'node:crypto';
import type { Handlers, NodeType } from '@salvia/protocol';
import { type BanList, createBanList } from '../bans/ban-list.ts';
import { HalfOpen } from '../connection/half-open.ts';
import { PeerConnections } from '../connection/peer-connections.ts';
import { defaultLimits, type NetworkLimits } from '../limits.ts';
import type { Log } from '../log.ts';
import type { NetworkObserver } from '../observer.ts';
import type { ConnectionWatcher, OnConnect, ServerOptions } from './options.ts';

/** What the parts of one server share. */
export interface ServerContext {
  readonly nodeType: NodeType;
  readonly networkId: string;
  readonly nodeId: Uint8Array;
  readonly insecure: boolean;
  /** The table of one role; which messages reach it is decided by the catalogue. */
  readonly handlers: Handlers<NodeType>;
  readonly onConnect: OnConnect | undefined;
  readonly shortestPrograms: boolean;
  readonly log: Log;
  readonly observer: NetworkObserver;
  readonly limits: NetworkLimits;
  readonly bans: BanList;
  readonly random: () => number;
  readonly now: () => number;
  readonly connections: PeerConnections;
  readonly halfOpen: HalfOpen;
  readonly watchers: Set<ConnectionWatcher>;
  /** What peers are told as our port. */
  serverPort: number;
  running: boolean;
}

export function createContext<Role extends NodeType>(options: ServerOptions<Role>): ServerContext {
  const { now = Date.now, random = Math.random, observer = {} } = options;
  const limits = { ...defaultLimits(options.nodeType), ...options.limits };
  const connections: PeerConnections = new PeerConnections(limits, () =>
    observer.onConnections?.(connections.counts()),
  );
  return {
    nodeType: options.nodeType,
    networkId: options.networkId,
    nodeId: new Uint8Array(randomBytes(32)),
    insecure: options.insecure,
    handlers: options.handlers as unknown as Handlers<NodeType>,
    onConnect: options.onConnect,
    shortestPrograms: options.shortestPrograms ?? false,
    log: options.log,
    observer,
    limits,
    bans: options.bans ?? createBanList(now),
    random,
    now,
    connections,
    halfOpen: new HalfOpen(limits),
    watchers: new Set(),
    serverPort: 0,
    running: false,
  };
}
