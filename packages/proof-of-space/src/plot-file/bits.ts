/** Reading and writing of bit fields in bytes, most significant bit first. */

/** A byte string that grows bit by bit. */
export class BitWriter {
  readonly #bytes: Uint8Array;
  #bit = 0;

  /** `bits` is the final length; it is rounded up to bytes. */
  constructor(bits: number) {
    this.#bytes = new Uint8Array(Math.ceil(bits / 8));
  }

  /** Appends the low `width` (0..24) bits of `value`. */
  push(value: number, width: number): void {
    const shift = 32 - width - (this.#bit & 7);
    const at = this.#bit >>> 3;
    const word = width === 0 ? 0 : (value & (2 ** width - 1)) << shift;
    for (let i = 0; i < 4 && at + i < this.#bytes.length; i++) this.#bytes[at + i]! |= word >>> (24 - 8 * i);
    this.#bit += width;
  }

  /** Appends `zeros` zero bits and a one. */
  pushUnary(zeros: number): void {
    this.#bit += zeros;
    this.#bytes[this.#bit >>> 3]! |= 0x80 >>> (this.#bit & 7);
    this.#bit++;
  }

  bytes(): Uint8Array {
    return this.#bytes;
  }
}

/** The `width` (0..24) bits from bit `offset` on; bits beyond the end read as zero. */
export function readBits(bytes: Uint8Array, offset: number, width: number): number {
  if (width === 0) return 0;
  const at = offset >>> 3;
  let word = 0;
  for (let i = 0; i < 4; i++) word = (word << 8) | (bytes[at + i] ?? 0);
  return (word << (offset & 7)) >>> (32 - width);
}
