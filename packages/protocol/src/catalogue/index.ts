import type { ValueOf } from '@salvia/streamable';
import type { NodeType } from '../roles.ts';
import { SIZE } from './caps.ts';
import { farmingRows } from './farming.ts';
import { fullNodeRows } from './full-node.ts';
import { peerRows } from './peers.ts';
import { sharedRows } from './shared.ts';
import { walletRows } from './wallet.ts';

/**
 * One row per message, by its name on the wire (network 2): body, routes (network 1.9), largest frame (1.11), rate,
 * answers. Handlers, dispatch and limits derive from it; a message without a row does not exist.
 */
export const catalogue = {
  ...sharedRows,
  ...fullNodeRows,
  ...peerRows,
  ...farmingRows,
  ...walletRows,
} as const;

export type Catalogue = typeof catalogue;
/** A function's name on the wire. */
export type MessageName = keyof Catalogue;
export type BodyOf<Name extends MessageName> = ValueOf<Catalogue[Name]['body']>;

/** A decoded message: its name says what its body is. */
export type AnyMessage = { [Name in MessageName]: { readonly name: Name; readonly body: BodyOf<Name> } }[MessageName];

export const messageNames: readonly MessageName[] = Object.keys(catalogue) as MessageName[];

export const isMessageName = (name: string): name is MessageName => Object.hasOwn(catalogue, name);

/** Whether one role takes this message from another (network 1.9). */
export const isRouted = (name: MessageName, from: NodeType, to: NodeType): boolean =>
  catalogue[name].routes.some(([sender, receiver]) => sender === from && receiver === to);

const pairOf = (to: NodeType, from: NodeType): number => 16 * to + from;

const largest = new Map<number, number>();
for (const name of messageNames) {
  if (catalogue[name].taker === 'handshake') continue;
  for (const [from, to] of catalogue[name].routes) {
    const pair = pairOf(to, from);
    largest.set(pair, Math.max(largest.get(pair) ?? 0, catalogue[name].maxBytes));
  }
}

/** The largest frame that one role takes from another, in bytes; from null: from a peer that has not said its role. */
export const largestFrame = (to: NodeType, from: NodeType | null): number =>
  from === null ? SIZE.HANDSHAKE : (largest.get(pairOf(to, from)) ?? SIZE.DEFAULT);
