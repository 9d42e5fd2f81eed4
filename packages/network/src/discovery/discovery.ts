import { type Address, addressGroup, addressKey, isPublic, type PeerEntry, type PeerStore } from '@salvia/peer-store';
import { Delivery, NodeType, out, type Peer, ProtocolError } from '@salvia/protocol';
import type { Log } from '../log.ts';
import { backOff } from '../server/back-off.ts';
import type { Server } from '../server/options.ts';
import { pause } from '../server/pause.ts';
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
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random?: () => number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface Discovery {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** An introducer that does not answer in this time, in milliseconds, is left. */
const INTRODUCER_TIMEOUT_MS = 10_000;
/** Pauses before a failed address is tried again. */
const RETRY = { reconnectMinMs: 2_000, reconnectMaxMs: 3_600_000 };
/** The first pause while nothing is found; it doubles. */
const FIRST_PAUSE_MS = 500;
/** The longest pause while no full node is connected at all. */
const LONELY_MS = 10_000;

/** Looks for full nodes until there are enough outbound connections, and goes on looking as they go (network 5.5). */
export function createDiscovery(options: DiscoveryOptions): Discovery {
  const { server, peerStore, introducer, log } = options;
  const { targetOutbound = 10, intervalMs = 30_000, random = Math.random, now = Date.now } = options;
  /** Addresses that failed: how often, and until when they are left alone. */
  const failed = new Map<string, { readonly failures: number; readonly until: number }>();
  const ourselves = new Set<string>();
  let ending = new AbortController();
  let asleep = new AbortController();
  let idle = 0;
  let running: Promise<void> | null = null;
  let unwatch = (): void => undefined;

  const fullNodes = () => server.connections().filter(({ type }) => type === 'FULL_NODE');
  const outbound = () => fullNodes().filter((connection) => connection.outbound);

  /** Whom not to dial: ourselves, who is connected, who failed lately, neighbours of those we dialled already. */
  function isExcluded(): (peer: PeerEntry) => boolean {
    const connected = new Set(fullNodes().map(addressKey));
    const groups = new Set(outbound().map(({ host }) => addressGroup(host)));
    return (peer) => {
      const key = addressKey(peer);
      if (ourselves.has(key) || connected.has(key) || (failed.get(key)?.until ?? 0) > now()) return true;
      // All nodes of a test network are neighbours.
      return isPublic(peer.host) && groups.has(addressGroup(peer.host));
    };
  }

  async function dialPeer({ host, port }: PeerEntry): Promise<boolean> {
    try {
      const peer = await server.dial({ host, port, nodeType: NodeType.FULL_NODE });
      failed.delete(addressKey({ host, port }));
      peerStore.markTried({ host, port });
      log.info({ host, port, nodeId: peer.nodeId }, 'found a full node');
      return true;
    } catch (error) {
      noteFailure({ host, port }, error);
      return false;
    }
  }

  function noteFailure(address: Address, error: unknown): void {
    const key = addressKey(address);
    const code = error instanceof ProtocolError ? error.code : null;
    if (code === 'SELF_CONNECTION') {
      ourselves.add(key);
      peerStore.forget(address);
      return;
    }
    const failures = (failed.get(key)?.failures ?? 0) + 1;
    failed.set(key, { failures, until: now() + backOff(failures - 1, RETRY, random) });
    peerStore.markAttempted(address, code !== 'DUPLICATE_CONNECTION');
    log.debug({ ...address, code, failures }, 'a known peer does not take us');
  }

  async function askIntroducer(address: Address): Promise<void> {
    try {
      const { nodeId } = await server.dial({ ...address, nodeType: NodeType.INTRODUCER, onConnect: requestPeers });
      await untilGone(server, nodeId, INTRODUCER_TIMEOUT_MS, ending.signal);
      server.close(nodeId);
    } catch (error) {
      log.debug({ ...address, reason: (error as Error).message }, 'the introducer does not answer');
    }
  }

  /** One round. @returns whether it found anybody */
  async function round(): Promise<boolean> {
    if (outbound().length >= targetOutbound) return false;
    let candidate = peerStore.pick(isExcluded());
    if (candidate === null && introducer !== null) {
      await askIntroducer(introducer);
      candidate = peerStore.pick(isExcluded());
    }
    return candidate !== null && (await dialPeer(candidate));
  }

  async function loop(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      idle = (await round()) ? 0 : idle + 1;
      const longest = fullNodes().length === 0 ? Math.min(LONELY_MS, intervalMs) : intervalMs;
      const limits = { reconnectMinMs: Math.min(FIRST_PAUSE_MS, longest), reconnectMaxMs: longest };
      asleep = new AbortController();
      await pause(backOff(idle, limits, random), AbortSignal.any([signal, asleep.signal]));
    }
  }

  /** A full node that we dialled is gone: look for another one soon, and leave it alone for a moment. */
  function onLost({ host, port }: Peer): void {
    failed.set(addressKey({ host, port }), { failures: 1, until: now() + backOff(0, RETRY, random) });
    idle = 0;
    asleep.abort();
  }

  return {
    name: 'discovery',
    async start() {
      ending = new AbortController();
      idle = 0;
      unwatch = server.watch({
        onConnected: (peer) => isKnowable(peer) && peer.outbound && peerStore.markTried(peer),
        onDisconnected: (peer) => isKnowable(peer) && peer.outbound && onLost(peer),
        onMessage: (peer) => isKnowable(peer) && peer.outbound && peerStore.markConnected(peer),
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

const isKnowable = ({ nodeType, port }: Peer): boolean => nodeType === NodeType.FULL_NODE && port !== 0;

async function* requestPeers() {
  yield out('request_peers', NodeType.INTRODUCER, Delivery.RESPOND, {});
}
