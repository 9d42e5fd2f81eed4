import { encodeMessage, NodeType } from '@salvia/protocol';
import type { Connection } from '../connection/connection.ts';
import { clockNonce } from './clock-nonce.ts';
import type { ServerContext } from './context.ts';

/** How often silent and stuck peers are looked for, at most, in milliseconds. */
const SWEEP_MS = 5_000;

export interface Keepalive {
  start(): void;
  stop(): void;
  /** Pings one peer now, for a first round-trip time. */
  greet(connection: Connection): void;
}

/** Pings peers (network 1.7), drops those that say nothing and those that take nothing. */
export function createKeepalive(context: ServerContext): Keepalive {
  const { connections, limits, observer, timers } = context;
  const { now } = timers;
  let end = (): void => undefined;
  let roundAt = 0;

  function ping(targets: readonly Connection[]): void {
    // Introducers neither ping nor are pinged.
    const eligible = targets.filter(({ peer }) => peer.nodeType !== NodeType.INTRODUCER);
    if (context.nodeType === NodeType.INTRODUCER || eligible.length === 0) return;
    const nonce = clockNonce(context.randomBytes, now());
    const frame = encodeMessage('ping', { nonce });
    for (const connection of eligible) {
      connection.pinged(nonce, now());
      observer.onMessage?.('out', 'ping', frame.length);
      connection.link.send(frame);
    }
  }

  function sweep(): void {
    const live = connections.snapshot();
    for (const { link } of live) {
      if (link.isStalled(limits.sendTimeoutMs)) link.abort('SEND_QUEUE_FULL');
      else if (isSilent(link, now(), limits.idleTimeoutMs)) link.close('IDLE_TIMEOUT');
    }
    if (now() - roundAt < limits.pingIntervalMs) return;
    roundAt = now();
    ping(connections.snapshot());
  }

  return {
    start() {
      roundAt = now();
      end = timers.every(Math.min(SWEEP_MS, limits.pingIntervalMs, limits.idleTimeoutMs, limits.sendTimeoutMs), sweep);
    },
    stop: () => end(),
    greet: (connection) => ping([connection]),
  };
}

/** A peer that we do not read from may have spoken. */
const isSilent = (
  { isPaused, lastFrameAt, openedAt }: Connection['link'],
  now: number,
  milliseconds: number,
): boolean => !isPaused && now - Math.max(lastFrameAt, openedAt) > milliseconds;
