import { describe, expect, test } from '@jest/globals';
import { concatBytes } from '@noble/hashes/utils.js';
import { type ClvmNode, type Condition, NIL } from '../../src/index.ts';
import {
  bytesOf,
  COIN,
  conditionsOf,
  filled,
  generatorOf,
  type Item,
  pointOf,
  quote,
  spendsOf,
  tree,
} from './support.ts';

const HASH = filled(32, 0xaa);
const KEY = pointOf(7);
const MESSAGE = bytesOf('0102');

/** `(a b . end)` */
const improper = (items: readonly Item[], end: Item): ClvmNode =>
  items.reduceRight<ClvmNode>((rest, item) => ({ first: tree(item), rest }), tree(end));

describe('a condition', () => {
  test.each<[string, Item, Condition]>([
    ['AGG_SIG', [0x32n, KEY, MESSAGE], { kind: 'signature', publicKey: KEY, message: MESSAGE }],
    ['AGG_SIG without a message', [0x32n, KEY, NIL], { kind: 'signature', publicKey: KEY, message: NIL }],
    ['AGG_SIG_ME', [0x39n, KEY, MESSAGE], { kind: 'signature', publicKey: KEY, message: concatBytes(MESSAGE, COIN) }],
    ['CREATE_COIN', [0x33n, HASH, 500n], { kind: 'createCoin', puzzleHash: HASH, amount: 500n }],
    ['CREATE_COIN of nothing', [0x33n, HASH, NIL], { kind: 'createCoin', puzzleHash: HASH, amount: 0n }],
    ['CREATE_COIN below zero', [0x33n, HASH, -5n], { kind: 'createCoin', puzzleHash: HASH, amount: -5n }],
    ['CREATE_COIN beyond', [0x33n, HASH, 1n << 64n], { kind: 'createCoin', puzzleHash: HASH, amount: 1n << 64n }],
    ['redundant bytes', [0x33n, HASH, bytesOf('000005')], { kind: 'createCoin', puzzleHash: HASH, amount: 5n }],
    ['an improper tail', improper([0x33n, HASH], 5n), { kind: 'createCoin', puzzleHash: HASH, amount: 5n }],
    ['ASSERT_COIN_CONSUMED', [0x34n, HASH], { kind: 'assert', name: 'ASSERT_COIN_CONSUMED', value: HASH }],
    [
      'ASSERT_COIN_CONSUMED of any bytes',
      [0x34n, MESSAGE],
      { kind: 'assert', name: 'ASSERT_COIN_CONSUMED', value: MESSAGE },
    ],
    ['ASSERT_MY_COIN_ID', [0x35n, HASH], { kind: 'assert', name: 'ASSERT_MY_COIN_ID', value: HASH }],
    ['ASSERT_TIME_EXCEEDS', [0x36n, -7n], { kind: 'assert', name: 'ASSERT_TIME_EXCEEDS', value: -7n }],
    ['ASSERT_BLOCK_INDEX_EXCEEDS', [0x37n, 300n], { kind: 'assert', name: 'ASSERT_BLOCK_INDEX_EXCEEDS', value: 300n }],
    ['ASSERT_BLOCK_AGE_EXCEEDS', [0x38n, 3n], { kind: 'assert', name: 'ASSERT_BLOCK_AGE_EXCEEDS', value: 3n }],
    ['only an improper tail', improper([0x38n], 3n), { kind: 'assert', name: 'ASSERT_BLOCK_AGE_EXCEEDS', value: 3n }],
    ['a second argument', [0x38n, 3n, [1n]], { kind: 'assert', name: 'ASSERT_BLOCK_AGE_EXCEEDS', value: 3n }],
    ['more arguments', [0x38n, 3n, 4n, 5n, 6n], { kind: 'assert', name: 'ASSERT_BLOCK_AGE_EXCEEDS', value: 3n }],
    ['ASSERT_FEE', [0x3an, 500n], { kind: 'reserveFee', amount: 500n }],
  ])('%s', (_what, condition, expected) => {
    expect(conditionsOf([condition])).toEqual([expected]);
  });

  test.each<[string, Item]>([
    ['the code of unknown', [0x31n, 1n]],
    ['an unlisted code', [0x3bn, [1n]]],
    ['nil as a code', [NIL, 1n]],
    ['a code in two bytes', [bytesOf('0033'), HASH, 5n]],
    ['any arguments', improper([0x63n, 1n, 2n, 3n, 4n], 5n)],
  ])('without effect: %s', (_what, condition) => {
    expect(conditionsOf([condition])).toEqual([]);
  });

  test.each<[string, Item]>([
    ['a code that is a list', [[0x33n], HASH, 5n]],
    ['a code alone', [0x33n]],
    ['an unknown code alone', [0x63n]],
    ['CREATE_COIN without an amount', [0x33n, HASH]],
    ['CREATE_COIN with three arguments', [0x33n, HASH, 5n, 6n]],
    ['CREATE_COIN with an improper fourth item', improper([0x33n, HASH, 5n], 6n)],
    ['CREATE_COIN with a short hash', [0x33n, filled(31, 1), 5n]],
    ['CREATE_COIN with a long hash', [0x33n, filled(33, 1), 5n]],
    ['CREATE_COIN with a list for a hash', [0x33n, [HASH], 5n]],
    ['CREATE_COIN with a list for an amount', [0x33n, HASH, [5n]]],
    ['AGG_SIG without a message', [0x32n, KEY]],
    ['AGG_SIG with three arguments', [0x32n, KEY, MESSAGE, NIL]],
    ['AGG_SIG with no key', [0x32n, filled(48, 1), MESSAGE]],
    ['AGG_SIG with a short key', [0x32n, filled(47, 0x80), MESSAGE]],
    ['AGG_SIG with the identity', [0x32n, pointOf(0), MESSAGE]],
    ['AGG_SIG with a list for a key', [0x32n, [KEY], MESSAGE]],
    ['AGG_SIG_ME with the identity', [0x39n, pointOf(0), MESSAGE]],
    ['AGG_SIG_ME without a message', [0x39n, KEY]],
    ['ASSERT_COIN_CONSUMED of a list', [0x34n, [HASH]]],
    ['ASSERT_MY_COIN_ID of a list', [0x35n, [HASH]]],
    ['ASSERT_TIME_EXCEEDS of a list', [0x36n, [1n]]],
    ['ASSERT_FEE below zero', [0x3an, -1n]],
    ['ASSERT_FEE of a list', [0x3an, [1n]]],
  ])('INVALID_CONDITION: %s', (_what, condition) => {
    expect(conditionsOf([[0x37n, 1n], condition])).toBe('INVALID_CONDITION');
  });
});

describe('the value of a puzzle', () => {
  test.each<[string, Item]>([
    ['an atom', 5n],
    ['a list with an atom in it', [[0x37n, 1n], 0x37n]],
    ['a list with nil in it', [NIL]],
    ['an improper list', improper([[0x37n, 1n]], 5n)],
  ])('SEXP_ERROR: %s', (_what, value) => {
    expect(conditionsOf(value)).toBe('SEXP_ERROR');
  });

  test('SEXP_ERROR if it has none', () => {
    expect(spendsOf(generatorOf([9n]))).toBe('SEXP_ERROR');
    expect(spendsOf(generatorOf([0x21n, 1n]))).toBe('SEXP_ERROR');
  });

  test('may be no conditions', () => {
    expect(conditionsOf(NIL)).toEqual([]);
  });

  test("lists opcodes by their first appearance, and each one's conditions in order", () => {
    const list: Item = [
      [0x37n, 1n],
      [0x33n, HASH, 1n],
      [0x63n, 9n],
      [0x3an, 5n],
      [0x33n, HASH, 2n],
      [0x37n, 2n],
      [0x33n, HASH, 3n],
    ];
    const kinds = (conditionsOf(list) as readonly Condition[]).map((condition) =>
      condition.kind === 'assert' ? condition.value : 'amount' in condition ? condition.amount : null,
    );
    expect(kinds).toEqual([1n, 2n, 1n, 2n, 3n, 5n]);
  });

  test('belongs to its solution', () => {
    expect(spendsOf(generatorOf(2n, [[[0x3an, 5n]], 1n]))).toMatchObject([
      { conditions: [{ kind: 'reserveFee', amount: 5n }] },
    ]);
    expect(spendsOf(generatorOf(quote([[0x3an, 5n]]), [1n]))).toMatchObject([{ coinName: COIN }]);
  });
});
