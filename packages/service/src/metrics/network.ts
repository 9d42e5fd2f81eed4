import type { Metrics } from './metrics.ts';

const HANDLER_SECONDS = [0.001, 0.01, 0.05, 0.25, 1, 5];

/** What the network layer reports, in the shape of its observer. */
export interface NetworkMetrics {
  onMessage(direction: 'in' | 'out', name: string, bytes: number): void;
  onError(code: string, peer: unknown): void;
  onConnections(counts: Readonly<Record<string, number>>): void;
  onHandlerDone(name: string, seconds: number): void;
}

export function createNetworkMetrics(metrics: Metrics): NetworkMetrics {
  const messages = metrics.counter('salvia_network_messages_total', 'messages by direction and name', [
    'direction',
    'name',
  ]);
  const bytes = metrics.counter('salvia_network_bytes_total', 'bytes of messages by direction', ['direction']);
  const errors = metrics.counter('salvia_network_errors_total', 'errors of peers and connections by code', ['code']);
  const connections = metrics.gauge('salvia_network_connections', 'live connections by the type of the peer', ['type']);
  const handlers = metrics.histogram(
    'salvia_network_handler_seconds',
    'time from message to last reply, seconds',
    HANDLER_SECONDS,
    ['name'],
  );
  return {
    onMessage: (direction, name, size) => {
      messages.inc({ direction, name });
      bytes.inc({ direction }, size);
    },
    onError: (code) => errors.inc({ code }),
    onConnections: (counts) => {
      connections.reset();
      for (const [type, count] of Object.entries(counts)) connections.set({ type }, count);
    },
    onHandlerDone: (name, seconds) => handlers.observe({ name }, seconds),
  };
}
