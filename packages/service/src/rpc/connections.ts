import { z } from 'zod';
import type { RpcRouter } from './router.ts';
import { hexBytes } from './schemas.ts';

/** What `/rpc/connections` shows of one connection. */
export interface ConnectionView {
  readonly nodeId: Uint8Array;
  /** `FULL_NODE`, `FARMER`, … */
  readonly type: string;
  readonly host: string;
  /** port where the peer says it listens; 0 if it does not */
  readonly port: number;
  readonly outbound: boolean;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** milliseconds since 1970 */
  readonly connectedAt: number;
  /** milliseconds since 1970; 0 before the first message */
  readonly lastMessageAt: number;
  /** milliseconds from a ping to its pong; null before the first */
  readonly roundTripMs: number | null;
  /** milliseconds by which the peer's clock is ahead of ours; null if it did not tell */
  readonly clockOffsetMs: number | null;
}

const connectionSchema = z.object({
  nodeId: hexBytes(),
  type: z.string(),
  host: z.string(),
  port: z.int(),
  outbound: z.boolean(),
  bytesIn: z.number(),
  bytesOut: z.number(),
  connectedAt: z.number(),
  lastMessageAt: z.number(),
  roundTripMs: z.number().nullable(),
  clockOffsetMs: z.number().nullable(),
});

/** `GET /rpc/connections`, the same for every role. */
export function addConnectionsRoute(rpc: RpcRouter, connections: () => readonly ConnectionView[]): void {
  const response = z.object({ connections: z.array(connectionSchema) });
  rpc.get('/connections', { summary: 'live connections', response }, () => ({
    connections: connections().map((connection) => ({ ...connection })),
  }));
}
