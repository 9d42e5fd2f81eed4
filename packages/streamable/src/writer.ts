import { concatBytes } from '@noble/hashes/utils.js';

const SMALLEST = 64;
/** Byte strings from this size on are not copied before the end. */
const LARGE = 4096;

/** A growing byte buffer; every multi-byte integer is big-endian. */
export class Writer {
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;
  #length = 0;
  /** What was written before the buffer: pieces of earlier buffers, and large byte strings. */
  #before: Uint8Array[] = [];

  /** `capacity` is a hint, in bytes. */
  constructor(capacity: number = SMALLEST) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  uint8(value: number): void {
    const at = this.#claim(1);
    this.#view.setUint8(at, value);
  }

  uint16(value: number): void {
    const at = this.#claim(2);
    this.#view.setUint16(at, value);
  }

  uint32(value: number): void {
    const at = this.#claim(4);
    this.#view.setUint32(at, value);
  }

  /** The low 64 bits of `value`. */
  uint64(value: bigint): void {
    const at = this.#claim(8);
    this.#view.setBigUint64(at, value);
  }

  /** The bytes must not change until `finish`. */
  bytes(value: Uint8Array): void {
    if (value.length >= LARGE) return this.#keep(value);
    const at = this.#claim(value.length);
    this.#bytes.set(value, at);
  }

  /** What was written, as bytes that nobody else holds. The writer must not be used afterwards. */
  finish(): Uint8Array {
    if (this.#before.length > 0) return concatBytes(...this.pieces());
    return this.#length === this.#bytes.length ? this.#bytes : this.#bytes.slice(0, this.#length);
  }

  /** What was written, in order, large byte strings as they are. The writer must not be used afterwards. */
  pieces(): readonly Uint8Array[] {
    return [...this.#before, this.#written()];
  }

  #written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #keep(value: Uint8Array): void {
    this.#before.push(this.#written(), value);
    // The rest of the buffer goes on being used.
    this.#bytes = this.#bytes.subarray(this.#length);
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset);
    this.#length = 0;
  }

  /** May replace the buffer, so callers claim before they touch it. */
  #claim(size: number): number {
    const start = this.#length;
    const end = start + size;
    if (end > this.#bytes.length) this.#grow(end);
    this.#length = end;
    return start;
  }

  #grow(needed: number): void {
    const bigger = new Uint8Array(Math.max(needed, this.#bytes.length * 2, SMALLEST));
    bigger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bigger;
    this.#view = new DataView(bigger.buffer);
  }
}
