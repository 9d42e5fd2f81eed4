import type { BodyOf, MessageName } from '@salvia/protocol';

/** Something that a hostile peer does, as data. */
export type HostileStep =
  | { readonly [Name in MessageName]: { readonly say: Name; readonly body: BodyOf<Name> } }[MessageName]
  /** A frame of so many random bytes. */
  | { readonly noise: number }
  /** Any bytes as a frame. */
  | { readonly frame: Uint8Array }
  /** Bytes that are not even a frame. */
  | { readonly nonsense: true }
  | { readonly waitMs: number }
  | { readonly hangUp: true };

/** What a hostile peer does to each node that it reaches: it shakes hands as an honest one would, and then follows this. */
export interface HostileScript {
  /** Whom it dials, again and again: names of nodes. */
  readonly dials: readonly string[];
  /** From the end of one connection to the next attempt, in milliseconds. */
  readonly againMs: number;
  /** Done once per connection, one after the other. */
  readonly steps: readonly HostileStep[];
  /** What it says to a message of that name; whatever else it is told, it ignores. */
  readonly answers?: Readonly<Partial<Record<MessageName, readonly HostileStep[]>>>;
}
