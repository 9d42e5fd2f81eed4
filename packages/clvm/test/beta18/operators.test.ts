import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type ClvmNode, NIL, treeHash } from '../../src/index.ts';
import { bytesOf, evaluated, filled, type Item, pointOf, program, quote, tree } from './support.ts';

const TRUE = 1n;
const FALSE = NIL;
const ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;

const pair = (first: Item, rest: Item): ClvmNode => ({ first: tree(first), rest: tree(rest) });
const sha256 = (bytes: Uint8Array): Uint8Array => Uint8Array.from(createHash('sha256').update(bytes).digest());

/** Applied to quoted operands. */
const apply = (operator: number, ...operands: readonly Item[]): Item => [BigInt(operator), ...operands.map(quote)];
/** What evaluating that costs before the operator is asked. */
const overhead = (operands: readonly Item[]): number => 1 + operands.length;

type Row = readonly [what: string, operator: number, operands: readonly Item[], value: Item, cost: number];

const long = filled(100, 0xab);

const rows: readonly Row[] = [
  ['i: nil chooses the third', 0x04, [NIL, 5n, 6n], 6n, 10],
  ['i: zero as a byte is not nil', 0x04, [Uint8Array.of(0), 5n, 6n], 5n, 10],
  ['i: a pair chooses the second', 0x04, [[1n], 5n, 6n], 5n, 10],
  ['i: what is not chosen may be missing', 0x04, [1n, 5n], 5n, 10],
  ['c', 0x05, [1n, 2n], pair(1n, 2n), 10],
  ['c: ignores more', 0x05, [1n, 2n, 3n], pair(1n, 2n), 10],
  ['f', 0x06, [[1n, 2n]], 1n, 10],
  ['r', 0x07, [[1n, 2n]], [2n], 10],
  ['l: of a pair', 0x08, [[1n]], TRUE, 20],
  ['l: of an atom', 0x08, [NIL], FALSE, 20],
  ['=', 0x0a, [long, long], TRUE, 200],
  ['=: bytes, not integers', 0x0a, [NIL, Uint8Array.of(0)], FALSE, 1],
  ['=: ignores more', 0x0a, [7n, 7n, [1n]], TRUE, 2],
  ['sha256: of nothing', 0x0b, [], sha256(NIL), 10],
  ['sha256: of all atoms', 0x0b, [bytesOf('0102'), NIL, bytesOf('03')], sha256(bytesOf('010203')), 13],
  ['+: of nothing', 0x0c, [], NIL, 10],
  ['+', 0x0c, [300n, -1n, 0n], 299n, 10 + 20 + 10],
  ['+: redundant bytes cost nothing', 0x0c, [filled(9, 0xff), bytesOf('00000005')], 4n, 10 + 10 + 10],
  ['-: of one', 0x0d, [5n], 5n, 20],
  ['-', 0x0d, [5n, 2n, 4n], -1n, 10 + 30],
  ['*: of nothing', 0x0e, [], 1n, 10],
  ['*: bytes times bytes', 0x0e, [0x1000n, 0x100000n, -3n], -0x300000000n, 10 + 10 * (2 + 2 * 3 + 5)],
  ['*: zero costs nothing', 0x0e, [0n, long], NIL, 10],
  ['divmod', 0x0f, [7n, 2n], pair(3n, 1n), 30],
  ['divmod: rounds down', 0x0f, [-7n, 2n], pair(-4n, 1n), 30],
  ['divmod: the remainder has the sign of the divisor', 0x0f, [7n, -2n], pair(-4n, -1n), 30],
  ['divmod: both negative', 0x0f, [-7n, -2n], pair(3n, -1n), 30],
  ['divmod: exact', 0x0f, [-8n, 2n], pair(-4n, NIL), 30],
  ['substr', 0x10, [bytesOf('01020304'), 1n, 3n], bytesOf('0203'), 1],
  ['substr: of nothing', 0x10, [bytesOf('0102'), 2n, 2n], NIL, 1],
  ['strlen', 0x11, [long], 100n, 100],
  ['strlen: ignores more', 0x11, [NIL, [1n]], NIL, 0],
  ['point_add: of nothing', 0x12, [], pointOf(0), 10],
  ['point_add', 0x12, [pointOf(3), pointOf(4)], pointOf(7), 10 + 64],
  ['pubkey_for_exp', 0x13, [5n], pointOf(5), 900],
  ['pubkey_for_exp: modulo the order', 0x13, [ORDER * 3n + 5n], pointOf(5), 900],
  ['pubkey_for_exp: of a negative integer', 0x13, [5n - ORDER], pointOf(5), 900],
  ['pubkey_for_exp: of nothing left', 0x13, [0n], pointOf(0), 900],
  ['concat: of nothing', 0x14, [], NIL, 1],
  ['concat', 0x14, [bytesOf('01'), NIL, bytesOf('0203')], bytesOf('010203'), 1 + 6],
  ['sha256tree: of an atom', 0x15, [long], treeHash(program(long)), 110],
  ['sha256tree', 0x15, [[1n, [2n]]], treeHash(program([1n, [2n]])), 3 * 10 + 2 * 11 + 2 * 10],
  ['>: costs ten times the larger value', 0x16, [5n, 70_000n], FALSE, 700_000],
  ['>: greater', 0x16, [-1n, -2n], TRUE, 0],
  ['>: equal', 0x16, [3n, bytesOf('0003')], FALSE, 30],
  ['>s: bytes, the longer is greater', 0x17, [bytesOf('0100'), bytesOf('01')], TRUE, 2],
  ['>s: unsigned', 0x17, [bytesOf('ff'), bytesOf('01ffff')], TRUE, 3],
  ['>s: equal', 0x17, [long, long], FALSE, 100],
  ['logand: of nothing', 0x18, [], -1n, 10],
  ['logand: costs its results', 0x18, [0x0ff0n, 0x00ffn, 0n], NIL, 10 + 4 + 2],
  ['logand: of negative integers', 0x18, [-256n, -1n], -256n, 10 + 4 + 4],
  ['logior', 0x19, [0x0f00n, 0x00f0n], 0x0ff0n, 10 + 8],
  ['logxor', 0x1a, [0x0ff0n, 0x0ff0n], NIL, 10 + 4],
  ['lognot', 0x1b, [255n], -256n, 4],
  ['lognot: of -1', 0x1b, [-1n], NIL, 0],
  ['ash: left', 0x1c, [1n, 8n], 256n, 10 + 2 + 4],
  ['ash: right keeps the sign', 0x1c, [-1n, -9n], -1n, 10 + 2 + 2],
  ['ash: all the way', 0x1c, [-300n, -(1n << 70n)], -1n, 10 + 4 + 2],
  ['ash: zero, however far', 0x1c, [0n, 1n << 200n], NIL, 10],
  ['lsh: the bytes are a magnitude', 0x1d, [-1n, 4n], 0xff0n, 10 + 2 + 4],
  ['lsh: right', 0x1d, [-1n, -4n], 15n, 10 + 2 + 2],
  ['softfork: costs what it says', 0x1e, [777n, [1n]], NIL, 777],
];

describe('operators', () => {
  test.each(rows)('%s', (_what, operator, operands, value, cost) => {
    expect(evaluated(apply(operator, ...operands))).toEqual({ value: tree(value), cost: overhead(operands) + cost });
  });

  test.each<[bigint, string]>([
    [127n, '7f'],
    [128n, '0080'],
    [-1n, 'ff'],
    [-127n, '81'],
    [-128n, 'ff80'],
    [-129n, 'ff7f'],
    [-32768n, 'ff8000'],
  ])('the integer %i becomes the bytes %s', (value, bytes) => {
    expect(evaluated(apply(0x0c, value - 1n, 1n))).toMatchObject({ value: bytesOf(bytes) });
  });
});

describe('operators have no result for', () => {
  test.each<[string, number, readonly Item[]]>([
    ['i without the branch that is chosen', 0x04, [NIL, 5n]],
    ['i of nothing', 0x04, []],
    ['c of one', 0x05, [1n]],
    ['f of an atom', 0x06, [1n]],
    ['f of nothing', 0x06, []],
    ['r of nil', 0x07, [NIL]],
    ['l of nothing', 0x08, []],
    ['x', 0x09, []],
    ['x of anything', 0x09, [1n]],
    ['= of a pair', 0x0a, [[1n], 1n]],
    ['= of one', 0x0a, [1n]],
    ['sha256 of a pair', 0x0b, [1n, [1n]]],
    ['+ of a pair', 0x0c, [1n, [1n]]],
    ['- of nothing', 0x0d, []],
    ['* of a pair', 0x0e, [[1n]]],
    ['divmod by zero', 0x0f, [1n, Uint8Array.of(0)]],
    ['divmod of three', 0x0f, [1n, 2n, 3n]],
    ['substr from behind', 0x10, [bytesOf('0102'), 2n, 1n]],
    ['substr from a negative index', 0x10, [bytesOf('0102'), -1n, 1n]],
    ['substr beyond', 0x10, [bytesOf('0102'), 0n, 3n]],
    ['substr without an end', 0x10, [bytesOf('0102'), 0n]],
    ['substr of four', 0x10, [bytesOf('0102'), 0n, 1n, 1n]],
    ['strlen of a pair', 0x11, [[1n]]],
    ['point_add of what is no point', 0x12, [pointOf(1), filled(48, 0)]],
    ['point_add of a short atom', 0x12, [filled(47, 0x80)]],
    ['point_add of a pair', 0x12, [[pointOf(1)]]],
    ['pubkey_for_exp of two', 0x13, [1n, 2n]],
    ['concat of a pair', 0x14, [1n, [1n]]],
    ['sha256tree of two', 0x15, [1n, 2n]],
    ['sha256tree of nothing', 0x15, []],
    ['> of one', 0x16, [1n]],
    ['>s of three', 0x17, [1n, 2n, 3n]],
    ['>s of a pair', 0x17, [[1n], 1n]],
    ['logand of a pair', 0x18, [[1n]]],
    ['logior of a pair', 0x19, [[1n]]],
    ['logxor of a pair', 0x1a, [[1n]]],
    ['lognot of two', 0x1b, [1n, 2n]],
    ['ash of one', 0x1c, [1n]],
    ['lsh of a pair', 0x1d, [[1n], 1n]],
    ['softfork at no cost', 0x1e, [0n]],
    ['softfork at a negative cost', 0x1e, [-1n]],
    ['softfork of nothing', 0x1e, []],
  ])('%s', (_what, operator, operands) => {
    expect(evaluated(apply(operator, ...operands))).toBe('EVALUATION');
  });
});
