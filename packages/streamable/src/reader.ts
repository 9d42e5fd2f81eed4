import { StreamableError } from './error.ts';

/** How bytes are to be read. */
export interface DecodeOptions {
  /** Refuse a program that is not its own shortest encoding (`NOT_SHORTEST`); otherwise it is read and rewritten. */
  readonly shortestPrograms?: boolean;
  /** The bytes were checked before (a row of our own store): skip the checks added with `refine`. */
  readonly trusted?: boolean;
  /** The bytes never change: what makes up half of their memory or more is returned as a view of them, not as a copy. */
  readonly constant?: boolean;
}

const NO_OPTIONS: DecodeOptions = {};

/** A cursor over bytes; every read past the end is `TRUNCATED`. Without `constant` nothing returned aliases the input. */
export class Reader {
  readonly options: DecodeOptions;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array, options: DecodeOptions = NO_OPTIONS) {
    // Subclasses (a Buffer) override slice() with one that shares memory.
    const plain =
      bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#bytes = plain;
    this.#view = new DataView(plain.buffer, plain.byteOffset, plain.length);
    this.options = options;
  }

  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  uint8(): number {
    return this.#view.getUint8(this.#claim(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#claim(2));
  }

  uint32(): number {
    return this.#view.getUint32(this.#claim(4));
  }

  uint64(): bigint {
    return this.#view.getBigUint64(this.#claim(8));
  }

  /** The next `size` bytes, copied. */
  bytes(size: number): Uint8Array {
    const start = this.#claim(size);
    return this.copyOf(start, start + size);
  }

  skip(size: number): void {
    this.#claim(size);
  }

  /** A byte already passed. */
  byteAt(offset: number): number | undefined {
    return this.#bytes[offset];
  }

  /** Bytes already passed, from `start` to `end`, copied (but see `constant`). */
  copyOf(start: number, end: number): Uint8Array {
    const isMost = 2 * (end - start) >= this.#bytes.buffer.byteLength;
    if (isMost && this.options.constant === true) return this.#bytes.subarray(start, end);
    return this.#bytes.slice(start, end);
  }

  /** Demands that nothing is left. */
  end(): void {
    if (this.remaining > 0) throw new StreamableError('TRAILING_BYTES', `${this.remaining} bytes after the value`);
  }

  #claim(size: number): number {
    const start = this.#offset;
    if (size > this.#bytes.length - start) {
      throw new StreamableError('TRUNCATED', `${size} bytes needed at ${start}, ${this.remaining} left`);
    }
    this.#offset = start + size;
    return start;
  }
}
