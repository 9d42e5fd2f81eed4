import { type Codec, defineCodec } from './codec.ts';
import { StreamableError } from './error.ts';
import { fromHexJson, toHexJson } from './hex.ts';
import { type DecodeOptions, Reader } from './reader.ts';
import { badShape, expectBytes, sameBytes } from './shape.ts';
import { Writer } from './writer.ts';

/*
 * A CLVM tree in bytes (consensus 1.3). `ff` announces a pair, whose left and right tree follow; anything else begins
 * an atom. A first byte below 80 is itself the atom; otherwise its leading one-bits, c of them, say that c - 1 more
 * bytes belong to the length, and the atom follows. A tree is complete when no announced part is outstanding, so one
 * counter replaces the recursion, and depth costs nothing.
 */

const PAIR = 0xff;
const LARGEST_BYTE_ATOM = 0x7f;

/** Largest lengths that 1 to 5 bytes of head can say; longer atoms have no encoding. */
const HEAD_LIMITS = [0x40, 0x2000, 0x10_0000, 0x800_0000, 0x4_0000_0000];
const HEAD_MARKS = [0x80, 0xc0, 0xe0, 0xf0, 0xf8];

/** Bytes of head in front of an atom of this length and (for a single byte) value. */
function shortestHead(length: number, only: number | undefined): number {
  if (length === 1 && only !== undefined && only <= LARGEST_BYTE_ATOM && only > 0) return 0;
  const index = HEAD_LIMITS.findIndex((limit) => length < limit);
  if (index < 0) throw new StreamableError('OUT_OF_RANGE', `an atom of ${length} bytes cannot be written`);
  return index + 1;
}

interface Atom {
  /** Where its content starts and ends in the input. */
  readonly start: number;
  readonly end: number;
  readonly headSize: number;
}

/** Reads the rest of an atom whose first byte was `first`, at `position`. */
function readAtom(input: Reader, first: number, position: number): Atom {
  if (first <= LARGEST_BYTE_ATOM) return { start: position, end: position + 1, headSize: 0 };
  const ones = Math.clz32(~(first << 24));
  let length = first & (0xff >> ones);
  for (let extra = 1; extra < ones; extra++) length = length * 0x100 + input.uint8();
  input.skip(length);
  return { start: input.offset - length, end: input.offset, headSize: input.offset - length - position };
}

function isShortest({ start, end, headSize }: Atom, input: Reader): boolean {
  const length = end - start;
  return headSize === shortestHead(length, length === 1 ? input.byteAt(start) : undefined);
}

function writeAtom(out: Writer, content: Uint8Array): void {
  const headSize = shortestHead(content.length, content[0]);
  for (let byte = headSize - 1; byte >= 0; byte--) {
    const digit = Math.floor(content.length / 0x100 ** byte) & 0xff;
    out.uint8(byte === headSize - 1 ? digit | (HEAD_MARKS[byte] as number) : digit);
  }
  out.bytes(content);
}

/** Visits the parts of one tree in order; returns whether all of it was in the shortest encoding. */
function walk(input: Reader, onPair: () => void, onAtom: (atom: Atom) => void): boolean {
  let outstanding = 1;
  let shortest = true;
  while (outstanding > 0) {
    const position = input.offset;
    const first = input.uint8();
    if (first === PAIR) {
      outstanding++;
      onPair();
    } else {
      const atom = readAtom(input, first, position);
      outstanding--;
      shortest &&= isShortest(atom, input);
      onAtom(atom);
    }
  }
  return shortest;
}

const nothing = (): void => {};

/** Reads one tree and returns its shortest encoding. */
function readTree(input: Reader): Uint8Array {
  const start = input.offset;
  if (walk(input, nothing, nothing)) return remembered(input.copyOf(start, input.offset));
  if (input.options.shortestPrograms === true) {
    throw new StreamableError('NOT_SHORTEST', 'the program is not its own shortest encoding');
  }
  return rewrite(input.copyOf(start, input.offset));
}

function rewrite(tree: Uint8Array): Uint8Array {
  const out = new Writer(tree.length);
  const input = new Reader(tree);
  walk(
    input,
    () => out.uint8(PAIR),
    (atom) => writeAtom(out, input.copyOf(atom.start, atom.end)),
  );
  return out.finish();
}

/** Whether bytes are exactly one CLVM tree in its shortest encoding, as `mainnet` coin rules demand of every program. */
export function isShortestProgram(bytes: Uint8Array): boolean {
  const input = new Reader(bytes);
  try {
    return walk(input, nothing, nothing) && input.remaining === 0;
  } catch (error) {
    if (error instanceof StreamableError) return false;
    throw error;
  }
}

/** The shortest encoding of one CLVM tree; throws if the bytes are anything else than exactly one tree. */
export const shortestProgram = (bytes: Uint8Array): Uint8Array => decodeProgram(bytes);

function decodeProgram(bytes: Uint8Array, options?: DecodeOptions): Uint8Array {
  const input = new Reader(bytes, options);
  const tree = readTree(input);
  input.end();
  return tree;
}

/** Programs at least this large are remembered when they are found to be their shortest encoding: nobody changes bytes. */
const LARGE = 4096;
const knownShortest = new WeakSet<Uint8Array>();

function remembered(tree: Uint8Array): Uint8Array {
  if (tree.length >= LARGE) knownShortest.add(tree);
  return tree;
}

/** The shortest encoding, which mostly is the very bytes: then they are not copied. */
const asShortest = (bytes: Uint8Array): Uint8Array =>
  knownShortest.has(bytes) ? bytes : isShortestProgram(bytes) ? remembered(bytes) : shortestProgram(bytes);

/**
 * A CLVM tree. The value is its shortest encoding: other encodings are read and rewritten, or refused when
 * `shortestPrograms` is asked for. Everything hashed, measured or stored is the shortest one.
 */
export const program: Codec<Uint8Array> = defineCodec({
  name: 'Program',
  minSize: 1,
  maxSize: Infinity,
  minCborSize: 2,
  maxCborSize: Infinity,
  write(out, value) {
    if (!(value instanceof Uint8Array)) throw badShape('a serialized program', value);
    out.bytes(asShortest(value));
  },
  read: readTree,
  toCbor: asShortest,
  fromCbor: (value, options) => decodeProgram(expectBytes(value), options),
  toJson: (value) => toHexJson(shortestProgram(value)),
  fromJson: (value) => shortestProgram(fromHexJson(value)),
  equals: sameBytes,
});
