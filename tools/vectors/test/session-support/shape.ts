import { z } from 'zod';

const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/);

const step = z.strictObject({
  /** Null: nothing yet. A text in words where it depends on the node. */
  sent: z.union([hex, z.literal("handshake with the node's own node_id")]).nullable(),
  sent_note: z.literal('depends on the node').optional(),
  received: z.array(z.strictObject({ f: z.string(), cbor: hex, note: z.string().optional() })),
  closed: z.boolean(),
});

const session = z.strictObject({
  note: z.string(),
  steps: z.array(step).min(1),
  afterwards: z.literal('the node no longer handles any message from any peer').optional(),
});

export const sessionsShape = z.strictObject({
  kind: z.string(),
  protocol_version: z.string(),
  sessions: z.array(session).min(1),
});
export type Session = z.output<typeof session>;
