import {
  createDiscovery,
  createServer,
  type DiscoveryOptions,
  type Server,
  type ServerOptions,
  systemTimers,
  type Timers,
} from '@salvia/network';
import type { Address, PeerStore } from '@salvia/peer-store';
import { type NetworkFile, NodeType } from '@salvia/protocol';
import { type Log, peerPart, type Startable } from '@salvia/service';
import type { HeaderChain, Wallet } from '@salvia/wallet';
import { createHandlers } from './handlers/index.ts';
import { createResubmitter, type Resubmitter } from './resubmitter.ts';
import { createSyncDriver, type SyncDriver } from './sync/driver.ts';
import { syncNet } from './sync/net.ts';
import { peerId } from './sync/peer-id.ts';

/** What the configuration says of a wallet's behaviour; its defaults are in `config.ts`. */
export interface WalletSettings {
  /** Full nodes to stay connected with. */
  readonly fullNodes: readonly Address[];
  readonly introducer: Address | null;
  /** Full nodes to dial on its own. */
  readonly targetOutbound: number;
  /** Longest pause between attempts to find peers. */
  readonly peerIntervalSeconds: number;
  readonly resubmitSeconds: number;
}

type Options = ServerOptions<typeof NodeType.WALLET>;
type Wiring = Pick<Options, 'host' | 'port' | 'insecure'> &
  Partial<Pick<Options, 'identity' | 'bans' | 'transport' | 'limits' | 'observer' | 'random' | 'randomBytes'>>;

export interface WalletParts {
  readonly network: NetworkFile;
  /** Open, and closed by whoever opened it; so is the store of peers. */
  readonly wallet: Wallet;
  readonly headers: HeaderChain;
  readonly peerStore: PeerStore;
  readonly settings: WalletSettings;
  /** How it is reached and reaches others. */
  readonly wiring: Wiring;
  readonly log: Log & Options['log'] & DiscoveryOptions['log'];
  readonly timers?: Timers;
  /** Told of what the wallet cannot go on after. */
  fatal(error: unknown): void;
}

/** A wallet node between its files and whatever runs it. */
export interface AssembledWallet {
  readonly server: Server;
  readonly sync: SyncDriver;
  readonly resubmitter: Resubmitter;
  /** In the order in which they start; they stop in the reverse one. */
  readonly parts: readonly Startable[];
}

/** Puts a wallet node together that opens no files and reads no clock but `timers`: many fit in one process. */
export function assembleWallet(given: WalletParts): AssembledWallet {
  const { network, wallet, headers, peerStore, settings, wiring, log, fatal, timers = systemTimers } = given;
  const sync = createSyncDriver({ wallet, headers, timers, log, advanced: () => resubmitter.soon(), fatal });
  const server = createServer({
    ...wiring,
    nodeType: NodeType.WALLET,
    networkId: network.networkId,
    handlers: createHandlers({
      answers: sync.answers,
      peerBook: peerStore,
      announced: (peer, lca) => sync.announced(peer, lca),
      acknowledged: (peer, { txid, status, error }) => wallet.acknowledged(txid, peerId(peer), status, error),
    }),
    onConnect: (peer) => resubmitter.welcome(peer),
    shortestPrograms: network.coinRules === 'mainnet',
    log,
    timers,
  });
  sync.connect(syncNet(server, fatal));
  const resubmitter = createResubmitter({
    wallet,
    push: (messages) => server.push(messages),
    fullNodes: () => sync.usable().map(({ peer }) => peer),
    timers,
    intervalMs: settings.resubmitSeconds * 1000,
    log,
    fatal,
  });
  const discovery = createDiscovery({
    server,
    peerStore,
    introducer: settings.introducer,
    targetOutbound: settings.targetOutbound,
    intervalMs: settings.peerIntervalSeconds * 1000,
    log,
    ...(wiring.random && { random: wiring.random }),
    timers,
  });
  const kept = settings.fullNodes.map((address) => ({ ...address, nodeType: NodeType.FULL_NODE }));
  // The sync watches connections before there are any, and the network stops before it.
  return { server, sync, resubmitter, parts: [sync.part, resubmitter.part, peerPart(server, kept), discovery] };
}
