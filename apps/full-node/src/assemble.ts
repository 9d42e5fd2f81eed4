import type { Blockchain, Verifier } from '@salvia/blockchain';
import {
  createDiscovery,
  createPeerExchange,
  createServer,
  type DiscoveryOptions,
  type PeerExchange,
  type Server,
  type ServerOptions,
  systemTimers,
  type Timers,
} from '@salvia/network';
import type { Address, PeerStore } from '@salvia/peer-store';
import { type NetworkFile, NodeType } from '@salvia/protocol';
import { peerPart, type Startable } from '@salvia/service';
import { createState } from './create-state.ts';
import { createCompactBroadcast } from './flow/compact-broadcast.ts';
import { onConnect } from './flow/on-connect.ts';
import { createPauses } from './flow/pauses.ts';
import { createLatePeerBook } from './flow/peer-book.ts';
import { createPostponedRetrier } from './flow/postponed.ts';
import { createReassigner } from './flow/reassign.ts';
import { createHandlers } from './handlers/index.ts';
import type { Log, NodeState } from './state.ts';
import { createSyncPart } from './sync/sync-part.ts';

/** What the configuration says of a full node's behaviour; its defaults are in `config.ts`. */
export interface FullNodeSettings {
  /** Full nodes to stay connected with. */
  readonly peers: readonly Address[];
  readonly introducer: Address | null;
  /** Where others reach this node; null: nobody is told. */
  readonly publicAddress: Address | null;
  /** Full nodes to dial on its own. */
  readonly targetOutbound: number;
  /** Longest pause between attempts to find peers. */
  readonly peerIntervalSeconds: number;
  readonly shortSyncBlocks: number;
  /** How often to ask timelords for compact proofs of time; 0 or left out: never. */
  readonly sendUncompactIntervalSeconds?: number;
}

type Wiring = Pick<ServerOptions<typeof NodeType.FULL_NODE>, 'host' | 'port' | 'insecure'> &
  Partial<
    Pick<
      ServerOptions<typeof NodeType.FULL_NODE>,
      'identity' | 'bans' | 'transport' | 'limits' | 'observer' | 'random' | 'randomBytes'
    >
  >;

export interface FullNodeParts {
  readonly network: NetworkFile;
  /** Open, and closed by whoever opened it; so are the verifier and the store of peers. */
  readonly chain: Blockchain;
  readonly verifier: Verifier;
  readonly peerStore: PeerStore;
  readonly settings: FullNodeSettings;
  /** How it is reached and reaches others. */
  readonly wiring: Wiring;
  readonly log: Log & ServerOptions<typeof NodeType.FULL_NODE>['log'] & DiscoveryOptions['log'];
  readonly timers?: Timers;
  /** Told of what the node cannot go on after. */
  fatal(error: unknown): void;
}

/** A full node between its files and whatever runs it. */
export interface AssembledFullNode {
  readonly state: NodeState;
  readonly server: Server;
  readonly exchange: PeerExchange;
  /** In the order in which they start; they stop in the reverse one. */
  readonly parts: readonly Startable[];
}

/** Puts a full node together that opens no files and reads no clock but `timers`: many fit in one process. */
export async function assembleFullNode(given: FullNodeParts): Promise<AssembledFullNode> {
  const { network, chain, verifier, peerStore, settings, wiring, log, timers = systemTimers } = given;
  const pauses = createPauses(timers);
  const peerBook = createLatePeerBook();
  const { shortSyncBlocks } = settings;
  const { pause } = pauses;
  const { book } = peerBook;
  const { random, randomBytes } = wiring;
  const choosing = random && { random };
  const stateParts = { network, chain, verifier, peerBook: book, shortSyncBlocks, timers, pause, log, ...choosing };
  const state = await createState(stateParts);
  const { publicAddress } = settings;
  const server = createServer({
    ...wiring,
    nodeType: NodeType.FULL_NODE,
    networkId: network.networkId,
    ...(publicAddress && { advertisedPort: publicAddress.port }),
    handlers: createHandlers(state),
    onConnect: (peer) => onConnect(state, peer),
    shortestPrograms: state.shortestPrograms,
    log,
    timers,
  });
  const exchange = createPeerExchange({ server, peerStore, now: timers.now, ...(randomBytes && { randomBytes }) });
  peerBook.connect(exchange);
  const discovery = createDiscovery({
    server,
    peerStore,
    introducer: settings.introducer,
    targetOutbound: settings.targetOutbound,
    intervalMs: settings.peerIntervalSeconds * 1000,
    own: publicAddress && { address: publicAddress, exchange },
    log,
    ...choosing,
    timers,
  });
  const kept = settings.peers.map((peer) => ({ ...peer, nodeType: NodeType.FULL_NODE }));
  const reassigner = createReassigner(state, server, given.fatal);
  const compact = createCompactBroadcast({
    state,
    server,
    intervalSeconds: settings.sendUncompactIntervalSeconds ?? 0,
    paused: () => state.sync.isSyncing,
    random: random ?? Math.random,
    fatal: given.fatal,
  });
  const sync = createSyncPart(state, server, given.fatal);
  const postponed = createPostponedRetrier(state, server);
  const parts = [peerPart(server, kept), discovery, reassigner, sync, postponed, compact, pauses.part];
  return { state, server, exchange, parts };
}
