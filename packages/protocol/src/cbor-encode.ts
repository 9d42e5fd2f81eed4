import { cborHeadSize, Pieces, UnreadArray, type WireValue } from '@salvia/streamable';
import { MAJOR } from './cbor-major.ts';

/*
 * CBOR in the one form that the wire has (network 0.2): definite and shortest lengths, plain byte strings. A value is
 * measured, then written into memory of exactly that size, so that the bytes of a block are copied once.
 */

const { UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP } = MAJOR;
const POSITIVE_BIGNUM = 0xc2;
const NEGATIVE_BIGNUM = 0xc3;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;

const TWO_64 = 1n << 64n;
const utf8 = new TextEncoder();

const isMap = (value: object): value is ReadonlyMap<string, WireValue> => value instanceof Map;

/** Names and keys are ASCII, whose bytes need not be made to be counted. */
function textSize(text: string): number {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return utf8.encode(text).length;
  return text.length;
}

function bignumBytes(magnitude: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = magnitude; rest > 0n; rest >>= 8n) bytes.unshift(Number(rest & 0xffn));
  return bytes;
}

/** What a head says of an integer: itself, or -1 minus it. */
const magnitudeOf = (value: bigint): bigint => (value < 0n ? -1n - value : value);

function bigintSize(value: bigint): number {
  const magnitude = magnitudeOf(value);
  if (magnitude < TWO_64) return cborHeadSize(Number(magnitude));
  const { length } = bignumBytes(magnitude);
  return 1 + cborHeadSize(length) + length;
}

/** Bytes of a value in CBOR. */
export function cborSize(value: WireValue): number {
  if (typeof value === 'number') return cborHeadSize(value < 0 ? -1 - value : value);
  if (typeof value === 'bigint') return bigintSize(value);
  if (typeof value === 'string') {
    const size = textSize(value);
    return cborHeadSize(size) + size;
  }
  if (value === null || typeof value === 'boolean') return 1;
  if (value instanceof Uint8Array || value instanceof Pieces) return cborHeadSize(value.length) + value.length;
  if (value instanceof UnreadArray) return cborHeadSize(value.length) + value.bytes.length;
  let size = 0;
  if (isMap(value)) {
    for (const [key, part] of value) size += cborSize(key) + cborSize(part);
    return cborHeadSize(value.size) + size;
  }
  for (const part of value) size += cborSize(part);
  return cborHeadSize(value.length) + size;
}

/** Writes a value at an offset, where there must be room for it. @returns the offset behind it */
export function writeCbor(out: Uint8Array, at: number, value: WireValue): number {
  if (typeof value === 'number') return writeInteger(out, at, value);
  if (typeof value === 'bigint') return writeBigint(out, at, value);
  if (typeof value === 'string') return writeText(out, at, value);
  if (value === null) return writeByte(out, at, NULL);
  if (typeof value === 'boolean') return writeByte(out, at, value ? TRUE : FALSE);
  if (value instanceof Uint8Array) return writeBytes(out, writeHead(out, at, BYTES, value.length), value);
  if (value instanceof Pieces) {
    return value.parts.reduce((end, part) => writeBytes(out, end, part), writeHead(out, at, BYTES, value.length));
  }
  if (value instanceof UnreadArray) return writeBytes(out, writeHead(out, at, ARRAY, value.length), value.bytes);
  if (isMap(value)) {
    let end = writeHead(out, at, MAP, value.size);
    for (const [key, part] of value) end = writeCbor(out, writeText(out, end, key), part);
    return end;
  }
  let end = writeHead(out, at, ARRAY, value.length);
  for (const part of value) end = writeCbor(out, end, part);
  return end;
}

function writeByte(out: Uint8Array, at: number, byte: number): number {
  out[at] = byte;
  return at + 1;
}

function writeBytes(out: Uint8Array, at: number, bytes: ArrayLike<number>): number {
  out.set(bytes, at);
  return at + bytes.length;
}

function writeInteger(out: Uint8Array, at: number, value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} has no place on the wire`);
  return value < 0 ? writeHead(out, at, NEGATIVE, -1 - value) : writeHead(out, at, UNSIGNED, value);
}

function writeHead(out: Uint8Array, at: number, major: number, argument: number): number {
  const size = cborHeadSize(argument);
  if (size === 1) return writeByte(out, at, (major << 5) | argument);
  out[at] = (major << 5) | (size === 2 ? 24 : size === 3 ? 25 : size === 5 ? 26 : 27);
  let rest = argument;
  for (let digit = at + size - 1; digit > at; digit--) {
    out[digit] = rest % 0x100;
    rest = Math.floor(rest / 0x100);
  }
  return at + size;
}

function writeBigint(out: Uint8Array, at: number, value: bigint): number {
  const magnitude = magnitudeOf(value);
  if (magnitude >= TWO_64) {
    const bytes = bignumBytes(magnitude);
    const tagged = writeByte(out, at, value < 0n ? NEGATIVE_BIGNUM : POSITIVE_BIGNUM);
    return writeBytes(out, writeHead(out, tagged, BYTES, bytes.length), bytes);
  }
  const major = value < 0n ? NEGATIVE : UNSIGNED;
  if (magnitude <= 0xffff_ffffn) return writeHead(out, at, major, Number(magnitude));
  out[at] = (major << 5) | 27;
  new DataView(out.buffer, out.byteOffset + at + 1, 8).setBigUint64(0, magnitude);
  return at + 9;
}

function writeText(out: Uint8Array, at: number, text: string): number {
  const size = textSize(text);
  const start = writeHead(out, at, TEXT, size);
  if (size !== text.length) return writeBytes(out, start, utf8.encode(text));
  for (let index = 0; index < size; index++) out[start + index] = text.charCodeAt(index);
  return start + size;
}

/** The bytes of a value, in memory of their own. */
export function encodeCbor(value: WireValue): Uint8Array {
  const out = new Uint8Array(cborSize(value));
  writeCbor(out, 0, value);
  return out;
}
