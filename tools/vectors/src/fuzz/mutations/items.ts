import { concatBytes } from '@noble/hashes/utils.js';
import { head, type Item, longHead, MAJOR } from '../items.ts';
import type { Random } from '../random.ts';
import { type Mutation, replaced } from './mutation.ts';

/*
 * Damage to single CBOR items: what a sloppy or a malicious encoder would write.
 */

const { UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG } = MAJOR;

/** Around which sizes of integers start and end. */
const EDGES = [0n, 23n, 24n, 255n, 256n, 65_535n, 65_536n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n, 2n ** 63n];
const LAST = 2n ** 64n - 1n;

const edge = (random: Random): bigint => (random.below(6) === 0 ? LAST : random.pick(EDGES));

const bignum = (random: Random): Uint8Array => {
  const length = random.pick([0, 1, 8, 9, 17, 64, 65, 1000]);
  return concatBytes(Uint8Array.of(0xc2 + random.below(2)), head(BYTES, length), random.bytes(length));
};

/** Items of every type, many of which the wire may not carry. */
function strangeItem(random: Random): Uint8Array {
  const length = random.below(40);
  switch (random.below(10)) {
    case 0:
      return head(random.pick([UNSIGNED, NEGATIVE]), edge(random));
    case 1:
      return bignum(random);
    case 2:
      return Uint8Array.of(random.pick([0xf4, 0xf5, 0xf6, 0xf7, 0xe0, 0xff]));
    case 3:
      return concatBytes(Uint8Array.of(random.pick([0xf9, 0xfa, 0xfb])), random.bytes(random.pick([2, 4, 8])));
    case 4:
      return concatBytes(head(TEXT, length), random.bytes(length));
    case 5:
      return concatBytes(head(BYTES, length), random.bytes(length));
    case 6:
      return concatBytes(head(ARRAY, length), new Uint8Array(length));
    case 7:
      return Uint8Array.of(0xa1, 0x61, 0x78, 0x01);
    case 8:
      // Tags that decoders make objects of: dates, sets, regular expressions, records, shared references.
      return concatBytes(head(TAG, random.pick([0, 1, 28, 29, 258, 27, 105, 51057])), Uint8Array.of(0x80));
    default:
      return head(MAP, random.below(70));
  }
}

const one = (items: readonly Item[], random: Random): Item => random.pick(items);

const ofMajor = (items: readonly Item[], majors: readonly number[], random: Random): Item => {
  const fitting = items.filter(({ major }) => majors.includes(major));
  return one(fitting.length > 0 ? fitting : items, random);
};

const wrongType: Mutation = ({ frame, items }, { random }) => {
  const { start, end } = one(items, random);
  return replaced(frame, start, end, strangeItem(random));
};

const hugeLength: Mutation = ({ frame, items }, { random }) => {
  const { major, start, headEnd } = ofMajor(items, [BYTES, TEXT, ARRAY, MAP], random);
  return replaced(frame, start, headEnd, head(major, edge(random)));
};

const wrongCount: Mutation = ({ frame, items }, { random }) => {
  const { major, start, headEnd, argument } = ofMajor(items, [BYTES, TEXT, ARRAY, MAP], random);
  return replaced(frame, start, headEnd, head(major, Math.max(0, argument + random.pick([-2, -1, 1, 2]))));
};

const longForm: Mutation = ({ frame, items }, { random }) => {
  const { major, start, headEnd, argument } = one(items, random);
  return replaced(frame, start, headEnd, longHead(major, BigInt(argument), random.below(4)));
};

const indefinite: Mutation = ({ frame, items }, { random }) => {
  const { major, start, headEnd, end } = ofMajor(items, [BYTES, TEXT, ARRAY, MAP], random);
  const content = frame.subarray(headEnd, end);
  return replaced(frame, start, end, concatBytes(Uint8Array.of((major << 5) | 31), content, Uint8Array.of(0xff)));
};

const nestDeep: Mutation = ({ frame, items }, { random }) => {
  const { start } = one(items, random);
  return replaced(frame, start, start, new Uint8Array(random.pick([1, 10, 15, 16, 17, 100, 10_000])).fill(0x81));
};

const otherNumber: Mutation = ({ frame, items }, { random }) => {
  const { start, end } = ofMajor(items, [UNSIGNED], random);
  const number =
    random.below(8) === 0 ? bignum(random) : head(random.pick([UNSIGNED, UNSIGNED, NEGATIVE]), edge(random));
  return replaced(frame, start, end, number);
};

/** The same length: what comes out often passes the codec, and reaches the handler. */
const otherContent: Mutation = ({ frame, items }, { random }) => {
  const { headEnd, end } = ofMajor(items, [BYTES], random);
  const length = end - headEnd;
  return replaced(frame, headEnd, end, random.below(4) === 0 ? new Uint8Array(length) : random.bytes(length));
};

const fewerBits: Mutation = ({ frame, items }, { random }) => {
  const { headEnd, end } = ofMajor(items, [BYTES], random);
  if (headEnd === end) return frame;
  const at = headEnd + random.below(end - headEnd);
  return replaced(frame, at, at + 1, Uint8Array.of((frame[at] ?? 0) ^ (1 << random.below(8))));
};

const itemOfOther: Mutation = ({ frame, items }, { random, others }) => {
  const other = random.pick(others);
  const { start, end } = one(items, random);
  const taken = one(other.items, random);
  return replaced(frame, start, end, other.frame.subarray(taken.start, taken.end));
};

export const itemMutations: Readonly<Record<string, Mutation>> = {
  wrongType,
  hugeLength,
  wrongCount,
  longForm,
  indefinite,
  nestDeep,
  otherNumber,
  otherContent,
  fewerBits,
  itemOfOther,
};
