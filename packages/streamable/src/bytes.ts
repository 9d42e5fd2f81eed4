import { type Codec, defineCodec } from './codec.ts';
import { StreamableError } from './error.ts';
import { fromHexJson, toHexJson } from './hex.ts';
import { badShape, cborHeadSize, expectBytes, sameBytes } from './shape.ts';

const LONGEST = 0xffff_ffff;

/** Exactly `size` bytes, without a length prefix. `check` may refuse further (it throws). */
export function fixedBytes(
  name: string,
  size: number,
  check: (value: Uint8Array) => void = () => {},
): Codec<Uint8Array> {
  const checked = (value: Uint8Array): Uint8Array => {
    if (!(value instanceof Uint8Array) || value.length !== size) throw badShape(`${size} bytes (${name})`, value);
    check(value);
    return value;
  };
  return defineCodec({
    name,
    minSize: size,
    maxSize: size,
    minCborSize: cborHeadSize(size) + size,
    maxCborSize: cborHeadSize(size) + size,
    write: (out, value) => out.bytes(checked(value)),
    read: (input) => checked(input.bytes(size)),
    toCbor: checked,
    fromCbor: (value) => new Uint8Array(checked(expectBytes(value))),
    toJson: (value) => toHexJson(checked(value)),
    fromJson: (value) => checked(fromHexJson(value)),
    equals: sameBytes,
  });
}

export const bytes4 = fixedBytes('bytes4', 4);
export const bytes32 = fixedBytes('bytes32', 32);
export const bytes48 = fixedBytes('bytes48', 48);
export const bytes96 = fixedBytes('bytes96', 96);
export const bytes480 = fixedBytes('bytes480', 480);

/** A BLS private key: a 32-byte big-endian scalar. Whether it is below the group order is not checked here. */
export const privateKey = fixedBytes('PrivateKey', 32);

function expectShort(value: Uint8Array): Uint8Array {
  if (!(value instanceof Uint8Array)) throw badShape('bytes', value);
  if (value.length > LONGEST) throw new StreamableError('OUT_OF_RANGE', `${value.length} bytes are too many`);
  return value;
}

/** Any number of bytes; the stream form has a 4-byte length in front. */
export const bytes: Codec<Uint8Array> = defineCodec({
  name: 'bytes',
  minSize: 4,
  maxSize: Infinity,
  minCborSize: 1,
  maxCborSize: Infinity,
  write(out, value) {
    out.uint32(expectShort(value).length);
    out.bytes(value);
  },
  read: (input) => input.bytes(input.uint32()),
  toCbor: expectShort,
  fromCbor: (value) => new Uint8Array(expectBytes(value)),
  toJson: (value) => toHexJson(expectShort(value)),
  fromJson: fromHexJson,
  equals: sameBytes,
});
