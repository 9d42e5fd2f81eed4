import type { Codec } from '@salvia/streamable';

/** A body nobody looks at: no fields, or the empty text that a full node sends with `request_peers`. */
export type NoFields = Readonly<Record<string, never>> | '';

/**
 * The same message, but whatever payload comes is taken as empty (network 0.3 item 2): the reference hands a payload
 * that is no map to the handler unchanged, and its full nodes rely on that.
 */
export const anyPayload = (empty: Codec<Readonly<Record<never, never>>>): Codec<NoFields> => ({
  ...(empty as Codec<NoFields>),
  // The empty text (1 byte) is as long as the empty map.
  toCbor: (value) => (value === '' ? '' : empty.toCbor({})),
  toWire: (value) => (value === '' ? '' : empty.toCbor({})),
  fromCbor: (value) => (value === '' ? '' : {}),
  toJson: (value) => (value === '' ? '' : empty.toJson({})),
  fromJson: (value) => (value === '' ? '' : (empty.fromJson(value) as NoFields)),
});
