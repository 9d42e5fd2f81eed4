import { describe, expect, test } from '@jest/globals';
import { type CborValue, type PackedList, sameBytes } from '@salvia/streamable';
import fc from 'fast-check';
import { type AnyMessage, type BodyOf, decodeMessage, encodeCbor, encodeMessage, NodeType } from '../src/index.ts';
import { expectCode, filled } from './support.ts';

const betweenNodes = { to: NodeType.FULL_NODE, from: NodeType.FULL_NODE };
const toWallet = { to: NodeType.WALLET, from: NodeType.FULL_NODE };

/** More than are taken apart at once. */
const LONG = 5000;

type ProofHashes = BodyOf<'respond_all_proof_hashes'>['hashes'];
type ProofHashRow = NonNullable<ReturnType<ProofHashes['at']>>;

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => new Uint8Array(bytes));
const number = fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
const row: fc.Arbitrary<ProofHashRow> = fc.tuple(hash, number, number);

/** A few different items, over and over: a list of thousands of arbitrary ones would take seconds to make. */
const long = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc
    .tuple(fc.array(item, { minLength: 1, maxLength: 30 }), fc.integer({ min: LONG - 3, max: LONG }))
    .map(([some, length]) => Array.from({ length }, (_, index) => some[index % some.length] as T));
const lists = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.oneof(fc.array(item, { maxLength: 5 }), long(item));

function headerHashesOf(message: AnyMessage): PackedList<Uint8Array> {
  if (message.name !== 'all_header_hashes') throw new Error(message.name);
  return message.body.headerHashes;
}

const frameOf = (headerHashes: PackedList<Uint8Array>): Uint8Array =>
  encodeMessage('all_header_hashes', { headerHashes });

describe('lists of an item per block', () => {
  test('header hashes come as they went', () => {
    fc.assert(
      fc.property(lists(hash), fc.boolean(), (hashes, constant) => {
        const read = headerHashesOf(decodeMessage(frameOf(hashes), { ...betweenNodes, constant }));
        expect([...read].every((each, index) => sameBytes(each, hashes[index] as Uint8Array))).toBe(true);
        expect(read.length).toBe(hashes.length);
        for (const index of [0, 1, hashes.length - 1, hashes.length, -1, -hashes.length, -hashes.length - 1]) {
          expect(read.at(index)).toEqual(hashes.at(index));
        }
        expect(sameBytes(frameOf(read), frameOf(hashes))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('proof hashes come as they went', () => {
    fc.assert(
      fc.property(lists(row), (hashes) => {
        const frame = encodeMessage('respond_all_proof_hashes', { hashes });
        const { name, body } = decodeMessage(frame, toWallet);
        if (name !== 'respond_all_proof_hashes') throw new Error(name);
        expect(body.hashes.length).toBe(hashes.length);
        for (const index of [0, 1, -2, -1]) expect(body.hashes.at(index)).toEqual(hashes.at(index));
        expect(sameBytes(encodeMessage(name, body), frame)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('an item of another kind is refused by its place, in a short list and in a long one', () => {
    const wrong = [new Uint8Array(31), new Uint8Array(33), new Uint8Array(300), null, 'x'.repeat(32), 5, []];
    for (const length of [10, LONG]) {
      for (const item of wrong) {
        const hashes = Array.from({ length }, () => filled(1));
        const good = frameOf(hashes);
        const at = length - 2;
        const before = good.subarray(0, good.length - 34 * (length - at));
        const frame = Buffer.concat([before, encodeCbor(item), good.subarray(good.length - 34)]);
        const context = expectCode(() => decodeMessage(frame, betweenNodes), 'INVALID_BODY');
        expect(context).toMatchObject({ field: `headerHashes[${at}]`, problem: 'BAD_SHAPE' });
      }
    }
  });

  test('a list in the place of a tuple is refused by its length', () => {
    const rows = [[filled(1), null, null], Array.from({ length: LONG }, () => null)];
    const payload = new Map([['hashes', rows]]);
    const frame = encodeCbor(
      new Map<string, CborValue>([
        ['f', 'respond_all_proof_hashes'],
        ['d', payload],
      ]),
    );
    expect(expectCode(() => decodeMessage(frame, toWallet), 'INVALID_BODY')).toMatchObject({
      field: 'hashes[1]',
      detail: `a tuple of 3 wanted, found an array of ${LONG}`,
    });
  });

  test('a frame that changes later does not change what was read, unless it was said not to', () => {
    for (const [constant, expected] of [
      [false, filled(1)],
      [true, filled(2)],
    ] as const) {
      const frame = frameOf(Array.from({ length: LONG }, () => filled(1)));
      const read = headerHashesOf(decodeMessage(frame, { ...betweenNodes, constant }));
      frame.fill(2, frame.length - 32);
      expect(read.at(-1)).toEqual(expected);
    }
  });

  test('a long list of other items is an array', () => {
    const coins = Array.from({ length: LONG }, (_, index) => [filled(index % 256), null] as const);
    const frame = encodeMessage('respond_removals', { height: 1, headerHash: filled(1), coins, proofs: null });
    const { name, body } = decodeMessage(frame, toWallet);
    if (name !== 'respond_removals') throw new Error(name);
    expect(Array.isArray(body.coins)).toBe(true);
    expect(sameBytes(encodeMessage(name, body), frame)).toBe(true);
  });
});
