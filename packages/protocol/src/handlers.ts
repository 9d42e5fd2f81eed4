import type { AnyMessage, BodyOf, Catalogue, MessageName } from './catalogue/index.ts';
import { catalogue } from './catalogue/index.ts';
import { ProtocolError } from './errors.ts';
import type { OutboundMessage, ReceiverOf } from './outbound.ts';
import type { NodeType } from './roles.ts';

/** A connected peer as handlers see it. */
export interface Peer {
  readonly nodeId: Uint8Array;
  readonly nodeType: NodeType;
  readonly host: string;
  /** The port on which it says it listens; 0 for none. */
  readonly port: number;
  /** Whether we dialled. */
  readonly outbound: boolean;
}

/** Answers one message; what it yields is sent. */
export type Handler<Name extends MessageName> = (body: BodyOf<Name>, peer: Peer) => AsyncIterable<OutboundMessage>;

/** The messages that a role's own code takes: not the handshake, nor what the server answers by itself. */
export type ReceivedBy<Role extends NodeType> = {
  [Name in MessageName]: Catalogue[Name]['taker'] extends 'role'
    ? Role extends ReceiverOf<Name>
      ? Name
      : never
    : never;
}[MessageName];

/** One handler per message that the role can receive; a missing one does not compile. */
export type Handlers<Role extends NodeType> = { readonly [Name in ReceivedBy<Role>]: Handler<Name> };

/** Some handlers, whoever's they are. */
type SomeHandlers = { readonly [Name in MessageName]?: Handler<Name> };

/** Hands a decoded message to its handler. A message without one is INVALID_PROTOCOL_MESSAGE. */
export function handle<Role extends NodeType = NodeType>(
  handlers: Handlers<Role> | SomeHandlers,
  message: AnyMessage,
  peer: Peer,
): AsyncIterable<OutboundMessage> {
  const table = handlers as unknown as Readonly<Record<string, Handler<MessageName> | undefined>>;
  const handler = Object.hasOwn(table, message.name) ? table[message.name] : undefined;
  if (handler === undefined || catalogue[message.name].taker !== 'role') {
    throw new ProtocolError('INVALID_PROTOCOL_MESSAGE', { function: message.name });
  }
  // Name and body belong together, as decodeMessage built them.
  return handler(message.body as never, peer);
}
