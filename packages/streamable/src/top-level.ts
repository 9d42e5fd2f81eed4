import type { Codec } from './codec.ts';
import type { DecodeOptions } from './reader.ts';
import { expectBytes } from './shape.ts';

export interface TopLevelForm<T> {
  /** Largest and smallest size of the top-level form, in bytes. */
  readonly minCborSize: number;
  readonly maxCborSize: number;
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array, options?: DecodeOptions): T;
}

/** A record whose bytes by itself differ from those inside another record (a coin: consensus 1.4). */
export function withTopLevelForm<C extends Codec<T>, T>(codec: C & Codec<T>, form: TopLevelForm<T>): C {
  return {
    ...codec,
    ...form,
    toCbor: form.encode,
    toWire: form.encode,
    fromCbor: (value, options) => form.decode(expectBytes(value), options),
  } satisfies Codec<T> as C;
}
