import { MAJOR } from './cbor-major.ts';
import { shortAscii } from './cbor-text.ts';
import { ProtocolError } from './errors.ts';

/*
 * A strict reading of one CBOR item, without building anything. It accepts exactly what the wire may carry (network
 * 0.2, 0.3), in exactly one form each, and everything else is MALFORMED_FRAME:
 *
 *   - unsigned and negative integers in the shortest head;
 *   - byte and text strings of definite length, text in UTF-8;
 *   - arrays and maps of definite length, at most 16 deep; maps of at most 64 keys, which are text, and each key once;
 *   - tags 2 and 3 over 9 to 64 bytes without a leading zero (an integer beyond 64 bits);
 *   - false, true, null.
 *
 * So floats, undefined, other simple values, other tags, indefinite lengths and long heads are refused, and with them
 * whatever the decoder behind would make of them (dates, sets, shared references, record definitions that outlive the
 * message).
 */

const { UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG } = MAJOR;
const MAX_DEPTH = 16;
/** No message has nearly as many fields; without a limit a map of millions of keys would cost memory and time. */
const MAX_ENTRIES = 64;
const MIN_BIGNUM_BYTES = 9;
/** The widest integer that there is has 512 bits. */
const MAX_BIGNUM_BYTES = 64;

const POSITIVE_BIGNUM = 2;
const NEGATIVE_BIGNUM = 3;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const malformed = (reason: string, offset: number): ProtocolError =>
  new ProtocolError('MALFORMED_FRAME', { reason, offset });

/** Walks over the items of a frame. */
export class CborWalker {
  readonly #bytes: Uint8Array;
  #offset = 0;
  #items = 0;
  #maxItems: number;

  /** @param maxItems see `limitItems` */
  constructor(bytes: Uint8Array, maxItems: number) {
    this.#bytes = bytes;
    this.#maxItems = maxItems;
  }

  /** Bounds how many items may be passed over from the beginning on. */
  limitItems(maxItems: number): void {
    this.#maxItems = maxItems;
  }

  get offset(): number {
    return this.#offset;
  }

  get atEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  /** Passes over one item. `depth` counts the arrays and maps around it. */
  skip(depth: number): void {
    const start = this.#offset;
    this.#items += 1;
    if (this.#items > this.#maxItems) throw malformed('too many items', start);
    const first = this.#byte();
    switch (first >> 5) {
      case UNSIGNED:
      case NEGATIVE:
        this.#integer(first);
        return;
      case BYTES:
        this.#pass(this.#argument(first));
        return;
      case TEXT:
        this.#text(this.#argument(first));
        return;
      case ARRAY:
        this.#array(this.#argument(first), depth + 1);
        return;
      case MAP:
        this.eachEntry(this.#argument(first), depth + 1, () => this.skip(depth + 1));
        return;
      case TAG:
        this.#bignum(first);
        return;
      default:
        if (first < 0xf4 || first > 0xf6) throw malformed('a float, undefined or other simple value', start);
    }
  }

  /** Reads the head of a map; the number of its entries. */
  mapHead(): number {
    const start = this.#offset;
    const first = this.#byte();
    if (first >> 5 !== MAP) throw malformed('no map', start);
    return this.#argument(first);
  }

  /** Visits the entries of a map; `visit` must pass over the value. */
  eachEntry(count: number, depth: number, visit: (key: string) => void): void {
    if (depth > MAX_DEPTH) throw malformed('nested too deep', this.#offset);
    if (count > MAX_ENTRIES) throw malformed('too many keys in a map', this.#offset);
    const keys: string[] = [];
    for (let index = 0; index < count; index++) {
      const start = this.#offset;
      const key = this.text();
      if (keys.includes(key)) throw malformed('a key twice in a map', start);
      keys.push(key);
      visit(key);
    }
  }

  /** Reads a text string. */
  text(): string {
    const start = this.#offset;
    const first = this.#byte();
    if (first >> 5 !== TEXT) throw malformed('no text', start);
    return this.#text(this.#argument(first));
  }

  #array(count: number, depth: number): void {
    if (depth > MAX_DEPTH) throw malformed('nested too deep', this.#offset);
    for (let index = 0; index < count; index++) this.skip(depth);
  }

  #bignum(first: number): void {
    const start = this.#offset;
    const tag = this.#argument(first);
    if (tag !== POSITIVE_BIGNUM && tag !== NEGATIVE_BIGNUM) throw malformed('a tag', start);
    const head = this.#byte();
    if (head >> 5 !== BYTES) throw malformed('a bignum without bytes', start);
    const length = this.#argument(head);
    if (length < MIN_BIGNUM_BYTES || this.#bytes[this.#offset] === 0)
      throw malformed('a bignum not in shortest form', start);
    if (length > MAX_BIGNUM_BYTES) throw malformed('an integer beyond 512 bits', start);
    this.#pass(length);
  }

  #byte(): number {
    const byte = this.#bytes[this.#offset];
    if (byte === undefined) throw malformed('cut off', this.#offset);
    this.#offset++;
    return byte;
  }

  #pass(size: number): void {
    if (size > this.#bytes.length - this.#offset) throw malformed('cut off', this.#offset);
    this.#offset += size;
  }

  /** The number in a head, which must be in its shortest form. Above 2^53 it is not exact, which no use of it minds. */
  #argument(first: number): number {
    const start = this.#offset;
    this.#integer(first);
    if (this.#offset === start) return first & 0x1f;
    let value = 0;
    for (let at = start; at < this.#offset; at++) value = value * 0x100 + (this.#bytes[at] as number);
    return value;
  }

  /** Passes over the number in a head, which must be in its shortest form. */
  #integer(first: number): void {
    const info = first & 0x1f;
    if (info < 24) return;
    if (info > 27) throw malformed('an indefinite length or reserved head', this.#offset);
    const start = this.#offset;
    this.#pass(1 << (info - 24));
    if (!this.#isShortest(info, start)) throw malformed('a head not in shortest form', start);
  }

  /** Whether a number is too large for half its bytes, and a single byte for the head itself. */
  #isShortest(info: number, start: number): boolean {
    if (info === 24) return (this.#bytes[start] as number) >= 24;
    const half = 1 << (info - 25);
    for (let at = start; at < start + half; at++) if (this.#bytes[at] !== 0) return true;
    return false;
  }

  #text(length: number): string {
    const start = this.#offset;
    this.#pass(length);
    return shortAscii(this.#bytes, start, this.#offset) ?? decodeText(this.#bytes.subarray(start, this.#offset), start);
  }
}

function decodeText(bytes: Uint8Array, offset: number): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed('text that is not UTF-8', offset);
  }
}
