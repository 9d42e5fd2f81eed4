import { describe, expect, test } from '@jest/globals';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { atomProgram, type Condition, pairProgram, treeHash } from '../../src/index.ts';
import {
  BLOCK,
  bytesOf,
  COIN,
  codeOf,
  createLanguage,
  failureOf,
  filled,
  GENESIS,
  generatorOf,
  IDENTITY,
  type Item,
  KEY,
  program,
  quote,
  STRICT,
  spendWith,
} from './support.ts';

const HASH = filled(32, 0xaa);
const MESSAGE = filled(10, 0x66);
const LONGEST = filled(1024, 0x55);
const TOO_LONG = filled(1025, 0x55);
const MAX_COIN_AMOUNT = 2n ** 64n - 1n;
const ZERO = Uint8Array.of(0);

const assertion = (name: string, value: Uint8Array | bigint) => ({ kind: 'assert', name, value });

describe('a condition that is well formed', () => {
  test.each<[string, readonly Item[], unknown]>([
    ['49', [49n, KEY, MESSAGE], { kind: 'signature', publicKey: KEY, message: MESSAGE }],
    ['49, the longest message', [49n, KEY, LONGEST], { kind: 'signature', publicKey: KEY, message: LONGEST }],
    ['50', [50n, KEY, MESSAGE], { kind: 'signature', publicKey: KEY, message: concatBytes(MESSAGE, COIN, GENESIS) }],
    ['50, no message', [50n, KEY, 0n], { kind: 'signature', publicKey: KEY, message: concatBytes(COIN, GENESIS) }],
    ['51', [51n, HASH, 1000n], { kind: 'createCoin', puzzleHash: HASH, amount: 1000n }],
    ['51, nothing', [51n, HASH, 0n], { kind: 'createCoin', puzzleHash: HASH, amount: 0n }],
    ['51, memos', [51n, HASH, 1n, [HASH, MESSAGE]], { kind: 'createCoin', puzzleHash: HASH, amount: 1n }],
    ['51, too much', [51n, HASH, 2n ** 64n], { kind: 'createCoin', puzzleHash: HASH, amount: 2n ** 64n }],
    ['51, less than nothing', [51n, HASH, -5n], { kind: 'createCoin', puzzleHash: HASH, amount: -5n }],
    ['52', [52n, 500n], { kind: 'reserveFee', amount: 500n }],
    ['52, the most', [52n, MAX_COIN_AMOUNT - 1n], { kind: 'reserveFee', amount: MAX_COIN_AMOUNT - 1n }],
    ['60', [60n, MESSAGE], { kind: 'announce', id: sha256(concatBytes(COIN, MESSAGE)) }],
    ['61', [61n, HASH], assertion('ASSERT_COIN_ANNOUNCEMENT', HASH)],
    ['63', [63n, HASH], assertion('ASSERT_PUZZLE_ANNOUNCEMENT', HASH)],
    ['64', [64n, HASH], assertion('ASSERT_CONCURRENT_SPEND', HASH)],
    ['65', [65n, HASH], assertion('ASSERT_CONCURRENT_PUZZLE', HASH)],
    ['70', [70n, HASH], assertion('ASSERT_MY_COIN_ID', HASH)],
    ['71', [71n, HASH], assertion('ASSERT_MY_PARENT_ID', HASH)],
    ['72', [72n, HASH], assertion('ASSERT_MY_PUZZLEHASH', HASH)],
    ['73', [73n, 7n], assertion('ASSERT_MY_AMOUNT', 7n)],
    ['80', [80n, 7n], assertion('ASSERT_SECONDS_RELATIVE', 7n)],
    ['81', [81n, 7n], assertion('ASSERT_SECONDS_ABSOLUTE', 7n)],
    ['82', [82n, 0n], assertion('ASSERT_HEIGHT_RELATIVE', 0n)],
    ['83', [83n, 2n ** 200n], assertion('ASSERT_HEIGHT_ABSOLUTE', 2n ** 200n)],
    ['84', [84n, 7n], assertion('ASSERT_BEFORE_SECONDS_RELATIVE', 7n)],
    ['85', [85n, 7n], assertion('ASSERT_BEFORE_SECONDS_ABSOLUTE', 7n)],
    ['86', [86n, 7n], assertion('ASSERT_BEFORE_HEIGHT_RELATIVE', 7n)],
    ['87', [87n, 7n], assertion('ASSERT_BEFORE_HEIGHT_ABSOLUTE', 7n)],
    ['87, negative', [87n, -7n], assertion('ASSERT_BEFORE_HEIGHT_ABSOLUTE', -7n)],
  ])('%s', (_name, condition, expected) => {
    for (const options of [BLOCK, STRICT]) {
      expect(spendWith([condition], options).conditions).toEqual([expected]);
      expect(spendWith([[...condition, MESSAGE, [HASH]]], options).conditions).toEqual([expected]);
    }
  });

  test('62: the id of a puzzle announcement holds the hash of the puzzle', () => {
    const conditions = program([[62n, MESSAGE]]);
    const { puzzleHash, conditions: read } = spendWith([[62n, MESSAGE]]);
    expect(puzzleHash).toEqual(treeHash(quote(conditions)));
    expect(read).toEqual([{ kind: 'announce', id: sha256(concatBytes(puzzleHash, MESSAGE)) }]);
  });

  test.each<[string, readonly Item[]]>([
    ['a remark', [1n]],
    ['a remark about something', [1n, MESSAGE, [HASH]]],
    ['80, negative', [80n, -1n]],
    ['81, negative', [81n, -1000n]],
    ['82, negative', [82n, -1n]],
    ['83, negative', [83n, -(2n ** 100n)]],
  ])('%s asks for nothing', (_name, condition) => {
    expect(spendWith([condition], STRICT).conditions).toEqual([]);
  });
});

describe('INVALID_CONDITION', () => {
  const taken: readonly (readonly Item[])[] = [
    ...[49n, 50n].flatMap((code) => [
      [code],
      [code, KEY],
      [code, KEY, [MESSAGE]],
      [code, [KEY], MESSAGE],
      [code, KEY.subarray(1), MESSAGE],
      [code, concatBytes(KEY, ZERO), MESSAGE],
      [code, KEY, TOO_LONG],
      [code, IDENTITY, MESSAGE],
      [code, filled(48, 0), MESSAGE],
    ]),
    [49n, KEY, GENESIS],
    [49n, KEY, concatBytes(MESSAGE, GENESIS)],
    [51n],
    [51n, HASH],
    [51n, HASH.subarray(1), 1n],
    [51n, concatBytes(HASH, ZERO), 1n],
    [51n, [HASH], 1n],
    [51n, HASH, [1n]],
    [51n, HASH, ZERO],
    [51n, HASH, bytesOf('0001')],
    [51n, HASH, bytesOf('007fff')],
    [52n],
    [52n, [1n]],
    [52n, ZERO],
    [52n, -1n],
    [52n, MAX_COIN_AMOUNT],
    ...[60n, 62n].flatMap((code) => [[code], [code, [MESSAGE]], [code, TOO_LONG]]),
    ...[61n, 63n, 64n, 65n, 70n, 71n, 72n].flatMap((code) => [
      [code],
      [code, [HASH]],
      [code, HASH.subarray(1)],
      [code, concatBytes(HASH, ZERO)],
      [code, 0n],
    ]),
    [73n],
    [73n, [7n]],
    [73n, bytesOf('0007')],
    [73n, -7n],
    [73n, MAX_COIN_AMOUNT],
    ...[80n, 81n, 82n, 83n, 84n, 85n, 86n, 87n].flatMap((code) => [
      [code],
      [code, [7n]],
      [code, ZERO],
      [code, bytesOf('0007')],
    ]),
  ];

  test.each(taken.map((condition) => ({ condition })))('malformed: $condition.0 (%#)', ({ condition }) => {
    expect(failureOf([condition])).toBe('INVALID_CONDITION');
    expect(failureOf([condition], STRICT)).toBe('INVALID_CONDITION');
  });

  test.each([43n, 44n, 45n, 46n, 47n, 48n, 66n, 67n, 74n, 75n, 76n, 90n])(
    'the code %i of today, not taken over',
    (code) => {
      for (const condition of [[code], [code, KEY, MESSAGE]]) {
        expect(failureOf([condition])).toBe('INVALID_CONDITION');
        expect(failureOf([condition], STRICT)).toBe('INVALID_CONDITION');
      }
    },
  );

  test('a condition that starts with a list', () => {
    expect(failureOf([[[51n], HASH, 1n]])).toBe('INVALID_CONDITION');
  });

  test('one malformed condition among others', () => {
    expect(failureOf([[51n, HASH, 1n], [60n], [51n, HASH, 2n]])).toBe('INVALID_CONDITION');
  });
});

describe('a condition that nobody knows', () => {
  const unknown: readonly Item[] = [0n, 2n, 31n, 42n, 53n, 59n, 68n, 77n, 79n, 88n, 91n, 127n, -1n, 128n, 0x0133n];

  test.each([...unknown, bytesOf('0033'), bytesOf('00')].map((code) => ({ code })))('$code', ({ code }) => {
    expect(spendWith([[code, HASH, 1n]]).conditions).toEqual([]);
    expect(spendWith([[code]]).conditions).toEqual([]);
    expect(failureOf([[code, HASH, 1n]], STRICT)).toBe('INVALID_CONDITION');
  });
});

describe('SEXP_ERROR', () => {
  test.each<[string, Uint8Array]>([
    ['an atom for a list', program(7n)],
    ['a list without an end', pairProgram(program([1n]), program(7n))],
    ['an atom for a condition', program([[1n], 51n])],
    ['nil for a condition', program([[1n], []])],
  ])('%s', (_name, value) => {
    const { runGenerator } = createLanguage();
    expect(codeOf(runGenerator(generatorOf(value), BLOCK))).toBe('SEXP_ERROR');
    expect(codeOf(runGenerator(generatorOf(value), STRICT))).toBe('SEXP_ERROR');
  });
});

test('nil is a list of no conditions', () => {
  expect(spendWith([], STRICT).conditions).toEqual([]);
});

test('what follows the arguments may be no list', () => {
  const condition = pairProgram(program(52n), pairProgram(program(9n), atomProgram(MESSAGE)));
  const generator = generatorOf(pairProgram(condition, program([])));
  const run = createLanguage().runGenerator(generator, STRICT);
  expect(run).toMatchObject({ spends: [{ conditions: [{ kind: 'reserveFee', amount: 9n }] }] });
});

test('conditions come by first appearance of their code, then as they stand', () => {
  const { conditions } = spendWith([
    [52n, 1n],
    [51n, HASH, 2n],
    [1n],
    [52n, 3n],
    [83n, 4n],
    [51n, HASH, 5n],
    [52n, 6n],
  ]);
  const figure = (condition: Condition) =>
    'amount' in condition ? condition.amount : 'value' in condition && condition.value;
  expect(conditions.map(figure)).toEqual([1n, 3n, 6n, 2n, 5n, 4n]);
});

test('a key is looked at once, an invalid one every time', () => {
  const language = createLanguage();
  const signed = generatorOf(
    program([
      [49n, KEY, MESSAGE],
      [50n, KEY, MESSAGE],
    ]),
  );
  language.runGenerator(signed, BLOCK);
  language.runGenerator(signed, STRICT);
  expect(language.checked).toEqual([KEY]);
  const invalid = filled(48, 0);
  for (let time = 0; time < 2; time++) language.runGenerator(generatorOf(program([[49n, invalid, MESSAGE]])), BLOCK);
  expect(language.checked).toEqual([KEY, invalid, invalid]);
});
