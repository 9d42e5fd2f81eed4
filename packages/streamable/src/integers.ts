import { type Codec, defineCodec } from './codec.ts';
import { StreamableError } from './error.ts';
import type { Reader } from './reader.ts';
import { badShape } from './shape.ts';
import type { Writer } from './writer.ts';

/** Integers whose values are numbers (up to 32 bits). `put` and `get` see values in range only. */
interface SmallInteger {
  readonly name: string;
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly put: (out: Writer, value: number) => void;
  readonly get: (input: Reader) => number;
}

/** A CBOR integer head carries up to 23 by itself, then 1, 2 or 4 bytes. */
const smallCborSize = (size: number) => size + 1;

const DECIMAL = /^-?\d+$/;

function smallInteger({ name, size, min, max, put, get }: SmallInteger): Codec<number> {
  const check = (value: unknown): number => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw badShape(`${name}`, value);
    if (value < min || value > max) throw new StreamableError('OUT_OF_RANGE', `${value} is no ${name}`);
    return value;
  };
  const narrow = (value: unknown): number => {
    if (typeof value !== 'bigint') return check(value);
    if (value < BigInt(min) || value > BigInt(max)) throw new StreamableError('OUT_OF_RANGE', `${value} is no ${name}`);
    return Number(value);
  };
  return defineCodec<number>({
    name,
    minSize: size,
    maxSize: size,
    minCborSize: 1,
    maxCborSize: smallCborSize(size),
    write: (out, value) => put(out, check(value)),
    read: get,
    toCbor: check,
    fromCbor: narrow,
    toJson: check,
    fromJson: (value) => narrow(typeof value === 'string' && DECIMAL.test(value) ? BigInt(value) : value),
    equals: (a, b) => a === b,
  });
}

export const uint8 = smallInteger({
  name: 'uint8',
  size: 1,
  min: 0,
  max: 0xff,
  put: (out, value) => out.uint8(value),
  get: (input) => input.uint8(),
});

export const uint16 = smallInteger({
  name: 'uint16',
  size: 2,
  min: 0,
  max: 0xffff,
  put: (out, value) => out.uint16(value),
  get: (input) => input.uint16(),
});

export const uint32 = smallInteger({
  name: 'uint32',
  size: 4,
  min: 0,
  max: 0xffff_ffff,
  put: (out, value) => out.uint32(value),
  get: (input) => input.uint32(),
});

// DataView stores numbers modulo 2^n, so a negative number goes out in two's complement.
export const int8 = smallInteger({
  name: 'int8',
  size: 1,
  min: -0x80,
  max: 0x7f,
  put: (out, value) => out.uint8(value),
  get: (input) => (input.uint8() << 24) >> 24,
});

export const int16 = smallInteger({
  name: 'int16',
  size: 2,
  min: -0x8000,
  max: 0x7fff,
  put: (out, value) => out.uint16(value),
  get: (input) => (input.uint16() << 16) >> 16,
});

export const int32 = smallInteger({
  name: 'int32',
  size: 4,
  min: -0x8000_0000,
  max: 0x7fff_ffff,
  put: (out, value) => out.uint32(value),
  get: (input) => input.uint32() | 0,
});

/** Integers whose values are bigints (64 bits and more); `words` full 64-bit words follow `lead` bytes of the top. */
interface BigInteger {
  readonly name: string;
  readonly lead: 0 | 1;
  readonly words: number;
  readonly min: bigint;
  readonly max: bigint;
}

const CBOR_NUMBERS = { min: -(2n ** 32n), max: 2n ** 32n - 1n };

/** Largest CBOR form of a number of so many bits: an integer head, or tag 2 or 3 over the minimal bytes. */
function bigCborSize(largest: bigint): number {
  if (largest < 2n ** 64n) return 9;
  const bytes = Math.ceil(largest.toString(2).length / 8);
  return 1 + (bytes < 24 ? 1 : 2) + bytes;
}

function bigInteger({ name, lead, words, min, max }: BigInteger): Codec<bigint> {
  const size = lead + 8 * words;
  const signed = min < 0n;
  const check = (value: unknown): bigint => {
    if (typeof value !== 'bigint') throw badShape(`${name} (bigint)`, value);
    if (value < min || value > max) throw new StreamableError('OUT_OF_RANGE', `${value} is no ${name}`);
    return value;
  };
  const widen = (value: unknown): bigint =>
    check(typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value);
  return defineCodec<bigint>({
    name,
    minSize: size,
    maxSize: size,
    minCborSize: 1,
    maxCborSize: bigCborSize(max),
    write(out, value) {
      check(value);
      if (lead === 1) out.uint8(Number((value >> BigInt(64 * words)) & 0xffn));
      for (let word = words - 1; word > 0; word--) out.uint64(BigInt.asUintN(64, value >> BigInt(64 * word)));
      out.uint64(BigInt.asUintN(64, value));
    },
    read(input) {
      let value = lead === 1 ? BigInt(input.uint8()) : 0n;
      for (let word = 0; word < words; word++) value = (value << 64n) | input.uint64();
      return check(signed ? BigInt.asIntN(8 * size, value) : value);
    },
    toCbor(value) {
      check(value);
      return value >= CBOR_NUMBERS.min && value <= CBOR_NUMBERS.max ? Number(value) : value;
    },
    fromCbor: widen,
    toJson: (value) => check(value).toString(),
    // The reference leaves these as JSON numbers; beyond 2^53 a JavaScript number would not be the same integer.
    elementToJson(value) {
      const number = Number(check(value));
      return Number.isSafeInteger(number) ? number : value.toString();
    },
    fromJson: (value) => widen(typeof value === 'string' && DECIMAL.test(value) ? BigInt(value) : value),
    equals: (a, b) => a === b,
  });
}

export const uint64 = bigInteger({ name: 'uint64', lead: 0, words: 1, min: 0n, max: 2n ** 64n - 1n });
export const int64 = bigInteger({ name: 'int64', lead: 0, words: 1, min: -(2n ** 63n), max: 2n ** 63n - 1n });
export const uint128 = bigInteger({ name: 'uint128', lead: 0, words: 2, min: 0n, max: 2n ** 128n - 1n });

/** 65 bytes on the wire, one of them spare for the sign: -2^512 to 2^512 - 1 (consensus 1.1). */
export const int512 = bigInteger({ name: 'int512', lead: 1, words: 8, min: -(2n ** 512n), max: 2n ** 512n - 1n });
