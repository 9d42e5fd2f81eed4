import { describe, expect, test } from '@jest/globals';
import { type ClvmNode, NIL } from '../../src/index.ts';
import { evaluated, filled, type Item, quote, tree } from './support.ts';

const CONS = 5n;
const pair = (first: Item, rest: Item): ClvmNode => ({ first: tree(first), rest: tree(rest) });

describe('an atom is a path into the environment', () => {
  const environment = [[10n, 11n], 12n, 13n];
  test.each<[string, Item, Item, number]>([
    ['nil: the whole', NIL, environment, 2],
    ['zero, as bytes: the whole', filled(3, 0), environment, 2],
    ['one: the whole', 1n, environment, 2],
    ['a negative integer: the whole', -2n, environment, 2],
    ['a bit of 0: first', 2n, [10n, 11n], 3],
    ['a bit of 1: rest', 3n, [12n, 13n], 3],
    ['the lowest bit goes first', 5n, 12n, 4],
    ['as does this one', 6n, [11n], 4],
    ['leading zeros are free', Uint8Array.of(0, 0, 5), 12n, 4],
  ])('%s', (_what, path, value, cost) => {
    expect(evaluated(path, environment)).toEqual({ value: tree(value), cost });
  });

  test('long paths cost the bytes of what is left, at each step', () => {
    let deep: ClvmNode = Uint8Array.of(9);
    for (let level = 0; level < 16; level++) deep = { first: deep, rest: NIL };
    // Bits of 0x010000: 16 steps, of which the first has 3 bytes and the next eight have 2.
    expect(evaluated(Uint8Array.of(1, 0, 0), deep)).toEqual({ value: Uint8Array.of(9), cost: 2 + 3 + 8 * 2 + 7 });
  });

  test.each([2n, 3n, 4n, 11n, 1n << 80n])('an atom has no part at %i', (path) => {
    expect(evaluated(path, 7n)).toBe('EVALUATION');
  });
});

describe('a pair is evaluated', () => {
  test.each<[string, Item, Item, number]>([
    ['quote: its operand', quote([2n, 3n]), [2n, 3n], 1],
    ['an operator: on evaluated operands', [CONS, 2n, quote(7n)], pair(10n, 7n), 1 + 3 + 1 + 10],
    ['without operands', [0x0cn], NIL, 1 + 10],
    ['a pair as operator: what it yields is a program and its environment', [[CONS, quote(2n), 1n]], 10n, 17 + 1],
    ['and what follows such a pair is ignored', [[CONS, quote(2n), 1n], [9n], [9n]], 10n, 17 + 1],
    ['operators nest', [CONS, [CONS, quote(1n), quote(2n)], [6n, 1n]], pair(pair(1n, 2n), 10n), 11 + 13 + 13],
  ])('%s', (_what, item, value, cost) => {
    expect(evaluated(item, [10n, 11n])).toEqual({ value: tree(value), cost });
  });

  test.each<[string, Item]>([
    ['quote without an operand', [1n]],
    ['quote with two', [1n, 2n, 3n]],
    ['quote of an improper list', pair(1n, 5n)],
    ['quote with an improper end', pair(1n, pair(2n, 3n))],
    ['an improper list of operands', pair(CONS, pair(1n, 2n))],
    ['no list of operands', pair(0x0cn, 7n)],
    ['a computed program that is an atom', [[0x0cn]]],
    ['the empty operator', [NIL, 1n]],
    ['zero as an operator', [Uint8Array.of(0), 1n]],
    ['02', [2n, 1n, 1n]],
    ['03, which the wallet calls apply', [3n, 1n, 1n]],
    ['1f', [0x1fn, 1n]],
    ['an operator in two bytes', [Uint8Array.of(0, 5), 1n, 1n]],
    ['ff', [Uint8Array.of(0xff), 1n]],
  ])('%s is an error', (_what, item) => {
    expect(evaluated(item, [10n, 11n])).toBe('EVALUATION');
  });
});
