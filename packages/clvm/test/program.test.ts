import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  atomProgram,
  type ClvmNode,
  isAtom,
  listNode,
  NIL,
  readProgram,
  readProgramAt,
  writeProgram,
} from '../src/index.ts';
import { nodes } from './arbitraries.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const failure = (code: string) => expect.objectContaining({ code });

describe('programs', () => {
  test.each<[string, ClvmNode]>([
    ['80', NIL],
    ['01', Uint8Array.of(1)],
    ['7f', Uint8Array.of(0x7f)],
    ['8180', Uint8Array.of(0x80)],
    ['82abcd', Uint8Array.of(0xab, 0xcd)],
    ['ff0102', { first: Uint8Array.of(1), rest: Uint8Array.of(2) }],
    ['ff01ff0280', listNode(Uint8Array.of(1), Uint8Array.of(2))],
    ['ffff0180ff8080', listNode(listNode(Uint8Array.of(1)), NIL)],
  ])('%s', (hex, node) => {
    expect(readProgram(bytesOf(hex))).toEqual(node);
    expect(hexOf(writeProgram(node))).toBe(hex);
  });

  test('the byte 00 got a prefix in the beta and has none today', () => {
    const zero = Uint8Array.of(0);
    expect(hexOf(writeProgram(listNode(zero)))).toBe('ff0080');
    expect(hexOf(writeProgram(listNode(zero), 'beta18'))).toBe('ff810080');
    expect(hexOf(atomProgram(zero, 'beta18'))).toBe('8100');
    expect(readProgram(bytesOf('00'))).toEqual(readProgram(bytesOf('8100')));
  });

  test.each<[number, string]>([
    [0x3f, 'bf'],
    [0x40, 'c040'],
    [0x1fff, 'dfff'],
    [0x2000, 'e02000'],
    [0xfffff, 'efffff'],
    [0x100000, 'f0100000'],
  ])('an atom of %i bytes has the prefix %s', (length, prefix) => {
    const atom = new Uint8Array(length).fill(0xee);
    const program = writeProgram(atom);
    expect(hexOf(program.subarray(0, prefix.length / 2))).toBe(prefix);
    expect(program.length).toBe(length + prefix.length / 2);
    expect(Buffer.compare(readProgram(program) as Uint8Array, atom)).toBe(0);
  });

  test.each([
    ['8105', '05'],
    ['c000', '80'],
    ['c00141', '41'],
    ['e0000141', '41'],
    ['f000000141', '41'],
    ['f80000000141', '41'],
    ['fc000000000141', '41'],
  ])('%s is a longer form of %s', (long, short) => {
    expect(hexOf(writeProgram(readProgram(bytesOf(long))))).toBe(short);
  });

  test('write and read are inverse', () => {
    fc.assert(
      fc.property(nodes, (node) => {
        expect(readProgram(writeProgram(node))).toEqual(node);
        expect(readProgram(writeProgram(node, 'beta18'))).toEqual(node);
      }),
    );
  });

  test('any start of a program is truncated, any end more than it is refused', () => {
    fc.assert(
      fc.property(nodes, fc.nat(), (node, position) => {
        const program = writeProgram(node);
        const cut = program.subarray(0, position % program.length);
        expect(() => readProgram(cut)).toThrow(failure('TRUNCATED'));
        expect(() => readProgram(Uint8Array.of(...program, 0x80))).toThrow(failure('TRAILING_BYTES'));
        expect(readProgramAt(Uint8Array.of(1, ...program, 0x80), 1)).toEqual({ node, end: program.length + 1 });
      }),
    );
  });

  test('a great many levels are read and written without recursion, on either side', () => {
    const depth = 200_000;
    const leaf = Uint8Array.of(7);
    let left: ClvmNode = leaf;
    let right: ClvmNode = leaf;
    for (let level = 0; level < depth; level++) {
      left = { first: left, rest: NIL };
      right = { first: NIL, rest: right };
    }
    for (const node of [left, right]) {
      const program = writeProgram(node);
      expect(program.length).toBe(2 * depth + 1);
      let levels = 0;
      for (let at = readProgram(program); !isAtom(at); at = isAtom(at.first) ? at.rest : at.first) levels++;
      expect(levels).toBe(depth);
    }
  });

  test.each([['ff'], ['ff01'], ['81'], ['8201'], ['c0'], ['bf00'], ['fbffffffff'], ['feffffffffffff'], ['']])(
    '%s is truncated',
    (hex) => {
      expect(() => readProgram(bytesOf(hex))).toThrow(failure('TRUNCATED'));
    },
  );
});
