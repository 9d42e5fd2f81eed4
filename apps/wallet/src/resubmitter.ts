import type { Timers } from '@salvia/network';
import { Delivery, NodeType, type OutboundMessage, out, type Peer } from '@salvia/protocol';
import type { Log, Startable } from '@salvia/service';
import type { PendingBundle, Wallet } from '@salvia/wallet';
import { peerId } from './sync/peer-id.ts';

export interface ResubmitterContext {
  readonly wallet: Pick<Wallet, 'pendingBundles' | 'submitted' | 'resubmit' | 'on'>;
  push(messages: readonly OutboundMessage[]): Promise<void>;
  /** Full nodes that may be asked. */
  fullNodes(): readonly Peer[];
  readonly timers: Timers;
  readonly intervalMs: number;
  readonly log: Log;
  fatal(error: unknown): void;
}

/** How much was sent: so many transactions, to so many full nodes. */
export interface Sent {
  readonly transactions: number;
  readonly peers: number;
}

/**
 * Sends what waits for a block to full nodes until one has it (wallet 5.7): when it is made, on every new connection, at each
 * new block, after a reorganisation, and from time to time.
 */
export interface Resubmitter {
  /** Soon, to all. Many calls at once make one sending. */
  soon(): void;
  /** To one that has just connected. */
  welcome(peer: Peer): Iterable<OutboundMessage> | AsyncIterable<OutboundMessage>;
  /** Now, to all, forgetting what they said before. */
  anew(): Promise<Sent>;
  readonly part: Startable;
}

const message = ({ bundle }: PendingBundle, { nodeId }: Peer): OutboundMessage =>
  out('send_transaction', NodeType.FULL_NODE, Delivery.SPECIFIC, { transaction: bundle }, nodeId);

export function createResubmitter(context: ResubmitterContext): Resubmitter {
  const { wallet, timers, log, fatal } = context;
  let running: Promise<void> = Promise.resolve();
  let isDue = false;
  let isStopped = false;
  let release: readonly (() => void)[] = [];

  /** Whom a transaction is sent to is noted before: it has failed when all of them refuse it for good. */
  async function send(bundles: readonly PendingBundle[], peers: readonly Peer[]): Promise<Sent> {
    if (peers.length > 0 && bundles.length > 0) {
      for (const { id } of bundles) await wallet.submitted(id, peers.map(peerId));
      await context.push(bundles.flatMap((bundle) => peers.map((peer) => message(bundle, peer))));
      log.debug({ transactions: bundles.length, peers: peers.length }, 'sent what waits for a block');
    }
    return { transactions: bundles.length, peers: peers.length };
  }

  function soon(): void {
    if (isDue || isStopped) return;
    isDue = true;
    running = running
      .then(async () => {
        isDue = false;
        if (!isStopped) await send(wallet.pendingBundles(), context.fullNodes());
      })
      .catch(fatal);
  }

  return {
    soon,
    async *welcome(peer) {
      if (peer.nodeType !== NodeType.FULL_NODE || isStopped) return;
      const bundles = wallet.pendingBundles();
      for (const bundle of bundles) {
        await wallet.submitted(bundle.id, [...new Set([...context.fullNodes(), peer].map(peerId))]);
        yield message(bundle, peer);
      }
    },
    anew: async () => send(await wallet.resubmit(), context.fullNodes()),
    part: {
      name: 'resubmission',
      start: async () => {
        isStopped = false;
        const unlisten = wallet.on(({ type }) => {
          if (type === 'pending_transaction') soon();
        });
        release = [unlisten, timers.every(context.intervalMs, soon)];
      },
      async stop() {
        isStopped = true;
        for (const end of release) end();
        await running;
      },
    },
  };
}
