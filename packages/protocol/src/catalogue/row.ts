import type { AnyCodec } from '@salvia/streamable';
import type { NodeType } from '../roles.ts';

/** From one role to another. */
export type Route = readonly [from: NodeType, to: NodeType];

/** How many messages of one function a peer may send: `burst` at once, `perMinute` on average. */
export interface RateCap {
  readonly perMinute: number;
  readonly burst: number;
}

/** Everything there is to know about one message. */
export interface CatalogueRow {
  readonly body: AnyCodec;
  /** Who may send it to whom. */
  readonly routes: readonly Route[];
  /** Largest frame, in bytes. */
  readonly maxBytes: number;
  /** Most CBOR items in it. */
  readonly maxItems: number;
  readonly rate: RateCap;
  /** Functions that may answer it; empty if none does. */
  readonly answers: readonly string[];
  /** What takes it: the opening of a connection, the server itself, or the role's handler. */
  readonly taker: 'handshake' | 'server' | 'role';
}

/** Rows by the function's name on the wire. */
export type CatalogueRows = Readonly<Record<string, CatalogueRow>>;
