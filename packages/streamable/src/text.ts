import { type Codec, defineCodec } from './codec.ts';
import { StreamableError } from './error.ts';
import { badShape } from './shape.ts';

const encoder = new TextEncoder();
// Without ignoreBOM a leading byte order mark would vanish.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LONE_SURROGATE = /\p{Surrogate}/u;

function expectText(value: unknown): string {
  if (typeof value !== 'string') throw badShape('text', value);
  if (LONE_SURROGATE.test(value)) throw new StreamableError('BAD_TEXT', 'the text has a lone surrogate');
  return value;
}

function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new StreamableError('BAD_TEXT', 'the bytes are not UTF-8');
  }
}

/** UTF-8 text behind a 4-byte length in bytes (consensus Q1: the reference counts characters, the same for ASCII). */
export const str: Codec<string> = defineCodec<string>({
  name: 'str',
  minSize: 4,
  maxSize: Infinity,
  minCborSize: 1,
  maxCborSize: Infinity,
  write(out, value) {
    const utf8 = encoder.encode(expectText(value));
    out.uint32(utf8.length);
    out.bytes(utf8);
  },
  read: (input) => decodeText(input.bytes(input.uint32())),
  toCbor: expectText,
  fromCbor: expectText,
  toJson: expectText,
  fromJson: expectText,
  equals: (a, b) => a === b,
});
