import { bytesToHex } from '@noble/hashes/utils.js';
import { type CborValue, UnreadArray } from '@salvia/streamable';
import { CborWalker } from './cbor-item.ts';
import { MAJOR } from './cbor-major.ts';
import { shortAscii } from './cbor-text.ts';
import { ProtocolError } from './errors.ts';

/*
 * The values of bytes that passed the strict reading (cbor-item.ts), which are what they say they are: nothing is checked
 * again. Byte strings are views of the bytes.
 */

const { UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE } = MAJOR;
/** Longer arrays stay unread: most are packed lists, of which a few items are looked at. */
const LONG = 4096;

const POSITIVE_BIGNUM = 0xc2;
const TRUE = 0xf5;
const NULL = 0xf6;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes of the number behind a head. */
const sizeBehind = (first: number): number => {
  const info = first & 0x1f;
  return info < 24 ? 0 : 1 << (info - 24);
};

class ValueReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get offset(): number {
    return this.#at;
  }

  value(): CborValue {
    const first = this.#byte();
    switch (first >> 5) {
      case UNSIGNED:
        return this.#integer(first);
      case NEGATIVE: {
        const integer = this.#integer(first);
        return typeof integer === 'number' ? -1 - integer : -1n - integer;
      }
      case BYTES:
        return this.#take(this.#count(first));
      case TEXT:
        return this.#text(this.#count(first));
      case ARRAY:
        return this.#array(this.#count(first));
      case MAP:
        return this.#map(this.#count(first));
      case TAG:
        return this.#bignum(first);
      default:
        return first === NULL ? null : first === TRUE;
    }
  }

  /** Passes over a value. */
  #skip(): void {
    const first = this.#byte();
    const major = first >> 5;
    if (major === UNSIGNED || major === NEGATIVE) this.#at += sizeBehind(first);
    if (major === UNSIGNED || major === NEGATIVE || major === SIMPLE) return;
    const argument = this.#count(first);
    if (major === BYTES || major === TEXT) this.#at += argument;
    const values = major === ARRAY ? argument : major === MAP ? 2 * argument : major === TAG ? 1 : 0;
    for (let index = 0; index < values; index++) this.#skip();
  }

  #byte(): number {
    return this.#bytes[this.#at++] as number;
  }

  #take(length: number): Uint8Array {
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** The number in a head; inexact above 2^53, which only integers reach. */
  #count(first: number): number {
    const info = first & 0x1f;
    if (info < 24) return info;
    let value = 0;
    for (let left = sizeBehind(first); left > 0; left--) value = value * 0x100 + this.#byte();
    return value;
  }

  #integer(first: number): number | bigint {
    if ((first & 0x1f) < 27) return this.#count(first);
    const high = BigInt(this.#count(26));
    return (high << 32n) | BigInt(this.#count(26));
  }

  #bignum(first: number): bigint {
    const bytes = this.#take(this.#count(this.#byte()));
    const magnitude = BigInt(`0x${bytesToHex(bytes)}`);
    return first === POSITIVE_BIGNUM ? magnitude : -1n - magnitude;
  }

  #text(length: number): string {
    const start = this.#at;
    this.#at += length;
    return shortAscii(this.#bytes, start, this.#at) ?? utf8.decode(this.#bytes.subarray(start, this.#at));
  }

  #array(count: number): CborValue {
    if (count > LONG) return this.#unread(count);
    const values: CborValue[] = [];
    while (values.length < count) values.push(this.value());
    return values;
  }

  #unread(count: number): UnreadArray {
    const start = this.#at;
    for (let index = 0; index < count; index++) this.#skip();
    return new UnreadArray(count, this.#bytes.subarray(start, this.#at), readItem);
  }

  #map(count: number): ReadonlyMap<string, CborValue> {
    const map = new Map<string, CborValue>();
    while (map.size < count) map.set(this.#text(this.#count(this.#byte())), this.value());
    return map;
  }
}

function readItem(bytes: Uint8Array, offset: number): { value: CborValue; end: number } {
  const reader = new ValueReader(bytes, offset);
  return { value: reader.value(), end: reader.offset };
}

/** The value of bytes that passed the strict reading. */
export function readValue(bytes: Uint8Array): CborValue {
  // A view of a Buffer would make a Buffer of every byte string.
  return new ValueReader(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), 0).value();
}

/**
 * The value of one item as the wire has it; byte strings are views of the bytes.
 * @throws ProtocolError MALFORMED_FRAME for anything else
 */
export function decodeCbor(bytes: Uint8Array): CborValue {
  const walker = new CborWalker(bytes, Infinity);
  walker.skip(0);
  if (!walker.atEnd) throw new ProtocolError('MALFORMED_FRAME', { reason: 'trailing bytes', offset: walker.offset });
  return readValue(bytes);
}
