import type { Codec } from '@salvia/streamable';

/** A body nobody looks at: no fields, or the empty text that a full node sends with `request_peers`. */
export type NoFields = Readonly<Record<string, never>> | '';

/**
 * The same message, but whatever payload comes is taken as empty (network 0.3 item 2): the reference hands a payload
 * that is no map to the handler unchanged, and its full nodes rely on that.
 */
export function anyPayload(empty: Codec<Readonly<Record<never, never>>>): Codec<NoFields> {
  // The empty text (1 byte) is as long as the empty map.
  const payload = (value: NoFields) => (value === '' ? '' : empty.toCbor({}));
  return {
    ...(empty as Codec<NoFields>),
    toCbor: payload,
    toWire: payload,
    fromCbor: (value) => (value === '' ? '' : {}),
    toJson: (value) => (value === '' ? '' : empty.toJson({})),
    fromJson: (value) => (value === '' ? '' : (empty.fromJson(value) as NoFields)),
  };
}
