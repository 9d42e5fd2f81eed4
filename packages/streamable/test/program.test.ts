import { describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { isShortestProgram, program, sameBytes, shortestProgram, struct, uint8 } from '../src/index.ts';
import { expectCode, hex } from './support.ts';

describe('encodings of one tree (consensus 1.3)', () => {
  test.each([
    ['nil', '80', '80'],
    ['the atom 7f', '7f', '7f'],
    ['the byte 00 by itself', '00', '8100'],
    ['a one-byte atom behind a head', '8105', '05'],
    ['a one-byte atom that needs a head', '8180', '8180'],
    ['nil with a head of two bytes', 'c000', '80'],
    ['five bytes with a head of two', 'c005 68656c6c6f', '85 68656c6c6f'],
    ['three bytes with a head of three', 'e00003 616263', '83 616263'],
    ['three bytes with a head of four', 'f0000003 616263', '83 616263'],
    ['three bytes with a head of five', 'f800000003 616263', '83 616263'],
    ['three bytes with a head of six', 'fc0000000003 616263', '83 616263'],
    ['a pair', 'ff 01 80', 'ff 01 80'],
    ['parts of a pair', 'ff 8105 ff 00 c000', 'ff 05 ff 8100 80'],
  ])('%s: %s is rewritten as %s', (_, given, shortest) => {
    expect(program.decode(hex(given))).toEqual(hex(shortest));
    expect(isShortestProgram(hex(given))).toBe(given === shortest);
    if (given === shortest) return;
    expectCode(() => program.decode(hex(given), { shortestPrograms: true }), 'NOT_SHORTEST');
    expectCode(() => program.fromCbor(hex(given), { shortestPrograms: true }), 'NOT_SHORTEST');
  });

  test.each([
    ['nothing', '', 'TRUNCATED'],
    ['half a pair', 'ff 80', 'TRUNCATED'],
    ['an atom cut', '85 6865', 'TRUNCATED'],
    ['a head cut', 'c1', 'TRUNCATED'],
    ['a length of 2^41', 'fdff ffffffff', 'TRUNCATED'],
    ['the largest head', 'feffffffffffff', 'TRUNCATED'],
    ['a second tree', '80 80', 'TRAILING_BYTES'],
  ] as const)('refuses %s', (_, given, code) => {
    expectCode(() => program.decode(hex(given)), code);
    expect(isShortestProgram(hex(given))).toBe(false);
  });
});

describe('lengths where the head grows', () => {
  test.each([
    [0x3f, 'bf'],
    [0x40, 'c040'],
    [0x1fff, 'dfff'],
    [0x2000, 'e02000'],
    [0xf_ffff, 'efffff'],
    [0x10_0000, 'f0100000'],
  ])('%i bytes', (length, head) => {
    const atom = new Uint8Array(length).fill(0x61);
    const encoded = concatBytes(hex(head), atom);
    expect(isShortestProgram(encoded)).toBe(true);
    // A longer head says the same.
    const padded = concatBytes(hex('f8'), Uint8Array.of(length >>> 24, length >>> 16, length >>> 8, length), atom);
    expect(bytesToHex(shortestProgram(padded).subarray(0, head.length / 2))).toBe(head);
    expect(sameBytes(shortestProgram(padded), encoded)).toBe(true);
  });
});

describe('depth', () => {
  test.each(['left', 'right'])('costs nothing on the %s (Q3)', (side) => {
    const depth = 100_000;
    const pairs = new Uint8Array(depth).fill(0xff);
    const nils = new Uint8Array(depth + 1).fill(0x80);
    const tree = side === 'left' ? concatBytes(pairs, nils) : Uint8Array.from(interleave(depth));
    expect(sameBytes(program.decode(tree), tree)).toBe(true);
    expectCode(() => program.decode(tree.subarray(0, -1)), 'TRUNCATED');
  });

  function* interleave(depth: number): Generator<number> {
    for (let level = 0; level < depth; level++) {
      yield 0xff;
      yield 0x80;
    }
    yield 0x80;
  }
});

/** Trees in some encoding, not only the shortest. */
const { tree } = fc.letrec<{ tree: Uint8Array; atom: Uint8Array; pair: Uint8Array }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small' }, tie('atom'), tie('pair')),
  atom: fc.tuple(fc.uint8Array({ maxLength: 70 }), fc.integer({ min: 2, max: 6 })).map(([content, headSize]) => {
    const mark = (0xff << (8 - headSize)) & 0xff;
    const head = new Uint8Array(headSize);
    head[0] = mark;
    head[headSize - 1] = (head[headSize - 1] as number) | content.length;
    return concatBytes(head, content);
  }),
  pair: fc.tuple(tie('tree'), tie('tree')).map(([left, right]) => concatBytes(Uint8Array.of(0xff), left, right)),
}));

test('rewriting gives the shortest encoding, which rewriting leaves alone', () => {
  fc.assert(
    fc.property(tree, (given) => {
      const shortest = program.decode(given);
      expect(isShortestProgram(shortest)).toBe(true);
      expect(shortestProgram(shortest)).toEqual(shortest);
      expect(shortest.length).toBeLessThanOrEqual(given.length);
    }),
  );
});

test('a tree ends by itself inside a record', () => {
  const Record = struct('Record', { tree: program, byte: uint8 });
  fc.assert(
    fc.property(tree, fc.integer({ min: 0, max: 255 }), (given, byte) => {
      expect(Record.decode(Uint8Array.of(...given, byte))).toEqual({ tree: shortestProgram(given), byte });
    }),
  );
});

test('what is no program is not written', () => {
  expectCode(() => program.encode(hex('ff')), 'TRUNCATED');
  expectCode(() => program.encode(hex('8080')), 'TRAILING_BYTES');
  expectCode(() => program.toJson(new Uint8Array()), 'TRUNCATED');
});
