import { Delivery, encodeOutbound, type OutboundMessage } from '@salvia/protocol';
import type { Connection } from '../connection/connection.ts';
import type { PeerConnections } from '../connection/peer-connections.ts';
import type { NetworkObserver } from '../observer.ts';
import { expand } from './expand.ts';

export interface DeliveryContext {
  readonly connections: PeerConnections;
  readonly observer: NetworkObserver;
  readonly random: () => number;
}

/** Sends what a generator yields, one message after the other, each encoded once. */
export async function deliverAll(
  messages: AsyncIterable<OutboundMessage> | Iterable<OutboundMessage>,
  origin: Connection | null,
  context: DeliveryContext,
): Promise<void> {
  for await (const message of messages) {
    deliver(message, origin, context);
    // Only whoever answers a peer with a stream waits for that peer; a broadcast waits for nobody.
    const room = message.delivery === Delivery.RESPOND ? origin?.link.room() : undefined;
    if (room !== undefined) await room;
  }
}

function deliver(
  message: OutboundMessage,
  origin: Connection | null,
  { connections, observer, random }: DeliveryContext,
): void {
  const { receivers, closing } = expand(message, origin, connections.snapshot(), random);
  for (const { link } of closing) link.close();
  if (receivers.length === 0) return;
  const frame = encodeOutbound(message);
  if (frame === null) return;
  for (const { link } of receivers) {
    observer.onMessage?.('out', message.name ?? '', frame.length);
    link.send(frame);
  }
}
