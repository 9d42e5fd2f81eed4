import { type DecodeOptions, Reader } from './reader.ts';
import { Writer } from './writer.ts';

/**
 * A value as a CBOR library takes and gives it. Integers from -2^32 to 2^32 - 1 are numbers, all others bigints;
 * on reading either is taken.
 */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | Uint8Array
  | readonly CborValue[]
  | UnreadArray
  | ReadonlyMap<string, CborValue>;

/** Reads the item that begins at an offset of well-formed CBOR. */
type ReadItem = (bytes: Uint8Array, offset: number) => { readonly value: CborValue; readonly end: number };

/** A long array as it came in a frame, whose items are read when they are asked for. */
export class UnreadArray {
  /** How many items there are. */
  readonly length: number;
  /** The items, well-formed, one after the other. */
  readonly bytes: Uint8Array;
  readonly readItem: ReadItem;

  constructor(length: number, bytes: Uint8Array, readItem: ReadItem) {
    this.length = length;
    this.bytes = bytes;
    this.readItem = readItem;
  }

  *[Symbol.iterator](): Iterator<CborValue> {
    for (let [left, offset] = [this.length, 0]; left > 0; left--) {
      const { value, end } = this.readItem(this.bytes, offset);
      yield value;
      offset = end;
    }
  }
}

/** A byte string in pieces, which are not copied before they have reached their place. */
export class Pieces {
  readonly parts: readonly Uint8Array[];
  readonly length: number;

  constructor(parts: readonly Uint8Array[]) {
    this.parts = parts;
    this.length = parts.reduce((total, { length }) => total + length, 0);
  }
}

/** What a CBOR value may have on its way to the wire: byte strings in pieces, by themselves or as parts of a message. */
export type WireValue = CborValue | Pieces | readonly WireValue[] | ReadonlyMap<string, WireValue>;

/** A value as `JSON.parse` gives it. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Everything there is to know about one type: its three views, their sizes in bytes, and equality. */
export interface Codec<T> {
  readonly name: string;
  /** Size of the stream form. `maxSize` is Infinity if there is no bound. */
  readonly minSize: number;
  readonly maxSize: number;
  /** Size of the CBOR form in its shortest encoding. */
  readonly minCborSize: number;
  readonly maxCborSize: number;

  /** Stream form: what a containing record holds. */
  write(out: Writer, value: T): void;
  read(input: Reader): T;

  /** Top-level form: what is hashed and put into CBOR byte strings. `decode` refuses trailing bytes. */
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array, options?: DecodeOptions): T;

  toCbor(value: T): CborValue;
  fromCbor(value: CborValue, options?: DecodeOptions): T;
  /** The CBOR form for writing it at once, where it can be had with fewer copies. */
  toWire?(value: T): WireValue;

  toJson(value: T): JsonValue;
  fromJson(value: JsonValue): T;
  /** JSON form as a direct element of a list or tuple, where it differs (integers of 64 bits and more). */
  elementToJson?(value: T): JsonValue;

  equals(a: T, b: T): boolean;
}

/** The type of the values of a codec. */
export type ValueOf<C> = C extends Codec<infer T> ? T : never;

/** A codec of whatever type: `Codec` is invariant, so only `any` stands for all of them in a constraint. */
// biome-ignore format: the reason stays beside the line it excuses
export type AnyCodec = Codec<any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- see above

type Derived = 'encode' | 'decode';
export type CodecParts<T> = Omit<Codec<T>, Derived> & Partial<Pick<Codec<T>, Derived>>;

/** Completes a codec: the top-level form is the stream form unless told otherwise. */
export function defineCodec<T>(parts: CodecParts<T>): Codec<T> {
  return {
    encode: (value) => encodeStream(parts, value),
    decode: (bytes, options) => decodeStream(parts, bytes, options),
    ...parts,
  };
}

/** The stream form of one value by itself. */
export function encodeStream<T>(codec: Pick<Codec<T>, 'minSize' | 'write'>, value: T): Uint8Array {
  const out = new Writer(codec.minSize);
  codec.write(out, value);
  return out.finish();
}

/** The stream form of one value, in pieces if parts of it are large. */
export function streamPieces<T>(codec: Pick<Codec<T>, 'minSize' | 'write'>, value: T): Pieces {
  const out = new Writer(codec.minSize);
  codec.write(out, value);
  return new Pieces(out.pieces());
}

/** Reads one value in stream form and refuses anything after it. */
export function decodeStream<T>(codec: Pick<Codec<T>, 'read'>, bytes: Uint8Array, options?: DecodeOptions): T {
  const input = new Reader(bytes, options);
  const value = codec.read(input);
  input.end();
  return value;
}
