import type { Address, PeerStore } from '@salvia/peer-store';
import { Delivery, NodeType, out, type Peer, ProtocolError } from '@salvia/protocol';
import type { Log } from '../log.ts';
import { backOff } from '../server/back-off.ts';
import type { Server } from '../server/options.ts';
import { systemTimers, type Timers } from '../timers.ts';
import { createCandidates } from './candidates.ts';
import type { Advertiser } from './peer-exchange.ts';
import { createRetries } from './retries.ts';
import { untilGone } from './until-gone.ts';

export interface DiscoveryOptions {
  readonly server: Server;
  readonly peerStore: PeerStore;
  /** Whom to ask while nobody is known. */
  readonly introducer: Address | null;
  /** Outbound connections to full nodes that are wanted. Default 10. */
  readonly targetOutbound?: number;
  /** The longest pause between two rounds, in milliseconds. Default 30 s. */
  readonly intervalMs?: number;
  /** While enough are connected, an untried address is tested so often on average, in milliseconds. Default 4 minutes. */
  readonly feelerIntervalMs?: number;
  /** Where others can reach us, if the operator says so: neighbours are told once a day, and it is never dialled. */
  readonly own?: { readonly address: Address; readonly exchange: Advertiser } | null;
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random?: () => number;
  readonly timers?: Timers;
}

export interface Discovery {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** An introducer that does not answer in this time, in milliseconds, is left. */
const INTRODUCER_TIMEOUT_MS = 10_000;
/** The first pause while nothing is found; it doubles. */
const FIRST_PAUSE_MS = 500;
/** The longest pause while no full node is connected at all. */
const LONELY_MS = 10_000;
/** A peer that talks is noted at most this often, in milliseconds. */
const NOTE_INTERVAL_MS = 60_000;
/** From one telling of our own address to the next, and from the start to the first. */
const ADVERTISE_INTERVAL_MS = 86_400_000;

/** Why an address is dialled. */
interface Purpose {
  /** Only see whether it answers. */
  readonly feeler: boolean;
  /** Its place in the tried table is disputed. */
  readonly disputed: boolean;
}

/** Looks for full nodes until there are enough outbound connections, and goes on looking as they go (network 5.5). */
export function createDiscovery(options: DiscoveryOptions): Discovery {
  const { server, peerStore, introducer, log, targetOutbound = 10, intervalMs = 30_000 } = options;
  const { random = Math.random, timers = systemTimers, feelerIntervalMs = 240_000, own = null } = options;
  const { now } = timers;
  const retries = createRetries(now, random);
  const candidates = createCandidates({ server, peerStore, retries, now });
  const noted = new WeakMap<Peer, number>();
  let ending = new AbortController();
  let asleep = new AbortController();
  let idle = 0;
  let nextFeeler = 0;
  let nextAdvertisement = 0;
  let running: Promise<void> | null = null;
  let unwatch = (): void => undefined;

  const fullNodes = () => server.connections().filter(({ type }) => type === 'FULL_NODE');

  /** Feelers come at random moments, so that nobody can foresee them: an exponential interval. */
  function planFeeler(): void {
    nextFeeler = now() - Math.log(1 - random()) * feelerIntervalMs;
  }

  async function advertise(): Promise<void> {
    if (own === null || now() < nextAdvertisement) return;
    nextAdvertisement = now() + ADVERTISE_INTERVAL_MS;
    await server.push(own.exchange.advertise(own.address));
  }

  async function dial({ host, port }: Address, { feeler, disputed }: Purpose): Promise<boolean> {
    const address = { host, port };
    try {
      const { nodeId } = await server.dial({ ...address, nodeType: NodeType.FULL_NODE, feeler });
      retries.succeeded(address);
      peerStore.markTried(address);
      if (feeler) log.debug(address, 'a known address answers');
      else log.info({ ...address, nodeId }, 'found a full node');
      return true;
    } catch (error) {
      noteFailure(address, error instanceof ProtocolError ? error.code : null, disputed);
      return false;
    }
  }

  function noteFailure(address: Address, code: string | null, disputed: boolean): void {
    if (code === 'SELF_CONNECTION') {
      retries.isOurs(address);
      peerStore.forget(address);
      return;
    }
    const failures = retries.failed(address);
    const isDuplicate = code === 'DUPLICATE_CONNECTION';
    if (isDuplicate && disputed)
      peerStore.markTried(address); // it answers: it is connected with us already
    else peerStore.markAttempted(address, !isDuplicate);
    log.debug({ ...address, code, failures }, 'a known peer does not take us');
  }

  async function askIntroducer(address: Address): Promise<void> {
    try {
      const { nodeId } = await server.dial({ ...address, nodeType: NodeType.INTRODUCER, onConnect: requestPeers });
      await untilGone(server, nodeId, INTRODUCER_TIMEOUT_MS, ending.signal, timers);
      server.close(nodeId);
    } catch (error) {
      log.debug({ ...address, reason: (error as Error).message }, 'the introducer does not answer');
    }
  }

  /** One round. @returns whether it found anybody to stay with */
  async function round(): Promise<boolean> {
    peerStore.resolveCollisions();
    const isWanting = fullNodes().filter(({ outbound }) => outbound).length < targetOutbound;
    const occupant = candidates.occupant();
    if (occupant !== null) return (await dial(occupant, { feeler: !isWanting, disputed: true })) && isWanting;
    if (isWanting) return findAnother();
    if (now() >= nextFeeler) {
      planFeeler();
      const untried = candidates.feeler();
      if (untried !== null) await dial(untried, { feeler: true, disputed: false });
    }
    return false;
  }

  async function findAnother(): Promise<boolean> {
    let candidate = candidates.wanted();
    if (candidate === null && introducer !== null) {
      await askIntroducer(introducer);
      candidate = candidates.wanted();
    }
    return candidate !== null && (await dial(candidate, { feeler: false, disputed: false }));
  }

  async function loop(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await advertise();
      idle = (await round()) ? 0 : idle + 1;
      const longest = fullNodes().length === 0 ? Math.min(LONELY_MS, intervalMs) : intervalMs;
      const limits = { reconnectMinMs: Math.min(FIRST_PAUSE_MS, longest), reconnectMaxMs: longest };
      asleep = new AbortController();
      await timers.pause(backOff(idle, limits, random), AbortSignal.any([signal, asleep.signal]));
    }
  }

  /** Whoever lets us in is known from then on, and good. */
  function onConnected({ host, port }: Peer): void {
    peerStore.add([{ host, port, timestamp: BigInt(Math.floor(now() / 1000)) }]);
    peerStore.markTried({ host, port });
  }

  /** A full node that we dialled is gone: look for another one soon, and leave it alone for a moment. */
  function onLost(peer: Peer): void {
    retries.lost(peer);
    idle = 0;
    asleep.abort();
  }

  function onMessage(peer: Peer): void {
    if (now() - (noted.get(peer) ?? 0) < NOTE_INTERVAL_MS) return;
    noted.set(peer, now());
    peerStore.markConnected(peer);
  }

  return {
    name: 'discovery',
    async start() {
      ending = new AbortController();
      idle = 0;
      planFeeler();
      nextAdvertisement = now() + ADVERTISE_INTERVAL_MS;
      if (own !== null) retries.isOurs(own.address);
      unwatch = server.watch({
        onConnected: (peer) => isDialledNode(peer) && onConnected(peer),
        onDisconnected: (peer) => isDialledNode(peer) && onLost(peer),
        onMessage: (peer) => isDialledNode(peer) && onMessage(peer),
      });
      running = loop(ending.signal);
    },
    async stop() {
      ending.abort();
      unwatch();
      await running;
    },
  };
}

const isDialledNode = ({ nodeType, port, outbound }: Peer): boolean =>
  nodeType === NodeType.FULL_NODE && port !== 0 && outbound;

async function* requestPeers() {
  yield out('request_peers', NodeType.INTRODUCER, Delivery.RESPOND, {});
}
