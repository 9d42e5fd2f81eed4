import type { BodyOf, Catalogue, MessageName } from './catalogue/index.ts';
import { encodeMessage } from './envelope.ts';
import { Delivery, type NodeType } from './roles.ts';

/** The roles that take a message. */
export type ReceiverOf<Name extends MessageName> = Catalogue[Name]['routes'][number][1];

interface Addressed {
  /** Only connections to peers of this role are eligible. */
  readonly to: NodeType;
  readonly delivery: Delivery;
  /** The connection meant by SPECIFIC and CLOSE. */
  readonly nodeId?: Uint8Array;
}

/** What a handler yields: a message and whom it reaches, or (name null) the wish to close a connection. */
export type OutboundMessage =
  | { [Name in MessageName]: Addressed & { readonly name: Name; readonly body: BodyOf<Name> } }[MessageName]
  | (Addressed & { readonly name: null; readonly body: null });

/** A message to peers of a role that takes it. */
export function out<Name extends MessageName>(
  name: Name,
  to: ReceiverOf<Name>,
  delivery: Delivery,
  body: BodyOf<Name>,
  nodeId?: Uint8Array,
): OutboundMessage {
  // The union's member for this name; TypeScript does not follow the generic into it.
  return { name, to, delivery, body, ...(nodeId && { nodeId }) } as OutboundMessage;
}

/** Closes the connection with that node id, or else the one being answered, if its peer has that role. Sends nothing. */
export const close = (to: NodeType, nodeId?: Uint8Array): OutboundMessage => ({
  name: null,
  body: null,
  to,
  delivery: Delivery.CLOSE,
  ...(nodeId && { nodeId }),
});

/** The frame of an outbound message; null where nothing is to be sent. */
export const encodeOutbound = (message: OutboundMessage): Uint8Array | null =>
  message.name === null || message.delivery === Delivery.CLOSE ? null : encodeMessage(message.name, message.body);
