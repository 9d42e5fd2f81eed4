import { ConsensusError } from '../consensus-error.ts';

/** Writes bits into bytes, most significant first; the last byte is filled with zeros. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #used = 0;

  write(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit--) {
      if (this.#used % 8 === 0) this.#bytes.push(0);
      const last = this.#bytes.length - 1;
      this.#bytes[last] = (this.#bytes[last] as number) | (((value >>> bit) & 1) << (7 - (this.#used % 8)));
      this.#used++;
    }
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads what BitWriter writes. Throws BAD_FILTER when the bytes run out. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #used = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const byte = this.#bytes[this.#used >> 3];
      if (byte === undefined) throw new ConsensusError('BAD_FILTER', { reason: 'TRUNCATED' });
      value = (value << 1) | ((byte >> (7 - (this.#used & 7))) & 1);
      this.#used++;
    }
    return value;
  }

  /** Whole bytes that no bit was read from. */
  unreadBytes(): number {
    return this.#bytes.length - Math.ceil(this.#used / 8);
  }
}
