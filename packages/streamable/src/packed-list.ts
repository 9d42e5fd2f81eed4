import { type Codec, UnreadArray } from './codec.ts';
import { StreamableError } from './error.ts';
import { list } from './list.ts';

/**
 * Values by position. An array of them is one; from a frame comes one that makes each value when it is asked for, as hundreds
 * of thousands at once would hold up a node that may not even have asked for them.
 */
export interface PackedList<T> {
  readonly length: number;
  at(index: number): T | undefined;
  [Symbol.iterator](): Iterator<T>;
}

/**
 * Finds the end of an item of a list in CBOR, and whether it is one of the type; the bytes are known to be well-formed CBOR.
 * @returns the offset behind it, or -1
 */
export type ItemEnd = (bytes: Uint8Array, at: number) => number;

/** Values that are read from the bytes of their array. */
class ReadWhenAsked<T> implements PackedList<T> {
  readonly #bytes: Uint8Array;
  /** Where each item begins, and the last one ends. */
  readonly #offsets: Uint32Array;
  readonly #read: (bytes: Uint8Array, offset: number) => T;

  constructor(bytes: Uint8Array, offsets: Uint32Array, read: (bytes: Uint8Array, offset: number) => T) {
    this.#bytes = bytes;
    this.#offsets = offsets;
    this.#read = read;
  }

  get length(): number {
    return this.#offsets.length - 1;
  }

  at(index: number): T | undefined {
    const position = index < 0 ? index + this.length : index;
    const offset = this.#offsets[position];
    return position >= this.length || offset === undefined ? undefined : this.#read(this.#bytes, offset);
  }

  *[Symbol.iterator](): Iterator<T> {
    for (let index = 0; index < this.length; index++) yield this.at(index) as T;
  }
}

function offsetsOf({ bytes, length }: UnreadArray, endOf: ItemEnd, name: string): Uint32Array {
  const offsets = new Uint32Array(length + 1);
  for (let index = 0; index < length; index++) {
    const end = endOf(bytes, offsets[index] as number);
    if (end < 0) throw new StreamableError('BAD_SHAPE', `a ${name} wanted`, `[${index}]`);
    offsets[index + 1] = end;
  }
  return offsets;
}

/** A list like `list`, but one that comes from a frame stays packed if it is long. `endOf` must take what `item` takes. */
export function packedList<T>(item: Codec<T>, endOf: ItemEnd): Codec<PackedList<T>> {
  const array = list(item);
  const unpacked = (value: PackedList<T>): readonly T[] => (Array.isArray(value) ? value : [...value]);
  return {
    ...array,
    write: (out, value) => array.write(out, unpacked(value)),
    encode: (value) => array.encode(unpacked(value)),
    toCbor: (value) => array.toCbor(unpacked(value)),
    fromCbor(value, options) {
      if (!(value instanceof UnreadArray)) return array.fromCbor(value, options);
      const offsets = offsetsOf(value, endOf, item.name);
      const bytes = options?.constant === true ? value.bytes : value.bytes.slice();
      return new ReadWhenAsked(bytes, offsets, (from, at) => item.fromCbor(value.readItem(from, at).value, options));
    },
    toJson: (value) => array.toJson(unpacked(value)),
    equals: (a, b) => array.equals(unpacked(a), unpacked(b)),
  };
}
