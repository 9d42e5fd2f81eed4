import { describe, expect, test } from '@jest/globals';
import { type ClvmNode, NIL, treeHash } from '../../src/index.ts';
import {
  BLOCK_COST,
  bytesOf,
  COIN,
  filled,
  generatorOf,
  type Item,
  languageWith,
  pointOf,
  program,
  quote,
  spendsOf,
  succeeded,
  toyG1,
  tree,
} from './support.ts';

const RATIO = 108;
const OPTIONS = { maxCost: BLOCK_COST, strict: false };
const language = languageWith(RATIO);

/** Consensus 8.7: one coin, a quoted CREATE_COIN. */
const HASH = '02'.repeat(32);
const WORKED_EXAMPLE = bytesOf(
  [
    'ff01ffffffa0aad58c47f39d4490b13c9e1eb3908a4818c57a8fdac68357da0a4673e69ccce9ffffff01ffffff33ffa0',
    HASH,
    'ff820384808080ff8080808080',
  ].join(''),
);

describe('the worked example of the specification', () => {
  test('creates its coin at its cost', () => {
    expect(language.runGenerator(WORKED_EXAMPLE, OPTIONS)).toEqual({
      cost: 31_646n,
      spends: [
        {
          coinName: bytesOf('aad58c47f39d4490b13c9e1eb3908a4818c57a8fdac68357da0a4673e69ccce9'),
          puzzleHash: bytesOf('a246b3b8fa28b0fb9a8c47c2c956cada0b28f2729244eb4657ca36ac6de0e27c'),
          conditions: [{ kind: 'createCoin', puzzleHash: bytesOf(HASH), amount: 900n }],
        },
      ],
    });
  });

  test('may cost just that, and nothing less', () => {
    const run = (maxCost: bigint) => language.runGenerator(WORKED_EXAMPLE, { maxCost, strict: false });
    expect(run(31_646n)).toMatchObject({ cost: 31_646n });
    for (const maxCost of [31_645n, 93n * 108n, 93n * 108n - 1n, 0n]) {
      expect(run(maxCost)).toMatchObject({ error: 'BLOCK_COST_EXCEEDS_MAX' });
    }
  });

  test('strictness makes no difference', () => {
    const strict = { ...OPTIONS, strict: true };
    expect(language.runGenerator(WORKED_EXAMPLE, strict)).toEqual(language.runGenerator(WORKED_EXAMPLE, OPTIONS));
    const unknown = generatorOf(quote([[0x63n, 1n]]));
    expect(language.runGenerator(unknown, strict)).toEqual(language.runGenerator(unknown, OPTIONS));
  });

  test('any longer form of its bytes costs the same', () => {
    const longer = bytesOf(
      Buffer.from(WORKED_EXAMPLE)
        .toString('hex')
        .replace('ff01ff', 'ffc001' + '01ff'),
    );
    expect(longer.length).toBe(WORKED_EXAMPLE.length + 2);
    expect(language.runGenerator(longer, OPTIONS)).toEqual(language.runGenerator(WORKED_EXAMPLE, OPTIONS));
  });

  test('what it yields does not hold on to the generator', () => {
    const { spends } = succeeded(language.runGenerator(WORKED_EXAMPLE, OPTIONS));
    for (const { coinName, conditions } of spends) {
      expect(coinName.buffer.byteLength).toBe(32);
      for (const condition of conditions) {
        if (condition.kind === 'createCoin') expect(condition.puzzleHash.buffer.byteLength).toBe(32);
      }
    }
  });
});

describe('cost', () => {
  const cost = (conditions: Item): bigint => {
    const generator = generatorOf(quote(conditions));
    const { cost: total } = succeeded(language.runGenerator(generator, OPTIONS));
    return total - BigInt(RATIO * generator.length) - 2n;
  };
  const signature = (opcode: bigint): Item => [opcode, pointOf(1), NIL];

  test.each<[string, Item, number]>([
    ['nothing', NIL, 0],
    ['AGG_SIG', [signature(0x32n), signature(0x32n)], 40],
    ['AGG_SIG_ME is free', [signature(0x39n)], 0],
    ['CREATE_COIN', [[0x33n, filled(32, 1), 5n]], 200],
    [
      'all others are free',
      [
        [0x34n, 1n],
        [0x35n, 1n],
        [0x36n, 1n],
        [0x37n, 1n],
        [0x38n, 1n],
        [0x3an, 1n],
        [1n, 1n],
      ],
      0,
    ],
  ])('of conditions: %s', (_what, conditions, virtualBytes) => {
    expect(cost(conditions)).toBe(BigInt(RATIO * virtualBytes));
  });

  test('the byte 00 counts as two', () => {
    const short = program([1n, [[COIN, [quote([[0x63n, 7n]]), NIL]]]]);
    const zero = Uint8Array.from(short, (byte) => (byte === 7 ? 0 : byte));
    const costOf = (generator: Uint8Array) => succeeded(language.runGenerator(generator, OPTIONS)).cost;
    expect(costOf(zero)).toBe(costOf(short) + BigInt(RATIO));
  });
});

describe('a generator', () => {
  const spend = [COIN, [quote(NIL), NIL]];
  const improper = (item: Item): ClvmNode => ({ first: tree(item), rest: Uint8Array.of(5) });
  const yielding = (value: Item) => spendsOf(program(quote(value)));

  test('may spend nothing', () => {
    expect(yielding(NIL)).toEqual([]);
  });

  test('may be any program that yields spends', () => {
    const spends = spendsOf(program([5n, quote(spend), [5n, quote(spend), quote(NIL)]]));
    expect(spends).toMatchObject([{ coinName: COIN }, { coinName: COIN }]);
  });

  test('runs in an empty environment', () => {
    expect(spendsOf(program(1n))).toEqual([]);
    expect(spendsOf(program(2n))).toBe('INVALID_COIN_SOLUTION');
  });

  test.each<[string, Item]>([
    ['an atom', 5n],
    ['an improper list', improper(spend)],
    ['a spend that is an atom', [COIN]],
    ['a spend of one item', [[COIN]]],
    ['a spend of three items', [[COIN, [quote(NIL), NIL], NIL]]],
    ['an improper spend', [improper(COIN)]],
    ['a name of 31 bytes', [[filled(31, 1), [quote(NIL), NIL]]]],
    ['a name of 33 bytes', [[filled(33, 1), [quote(NIL), NIL]]]],
    ['a name that is a list', [[[COIN], [quote(NIL), NIL]]]],
    ['no solution', [[COIN, [quote(NIL)]]]],
    ['two solutions', [[COIN, [quote(NIL), NIL, NIL]]]],
    ['an atom for puzzle and solution', [[COIN, 7n]]],
    ['an improper pair of puzzle and solution', [[COIN, { first: tree(quote(NIL)), rest: Uint8Array.of(1) }]]],
  ])('yields INVALID_COIN_SOLUTION: %s', (_what, value) => {
    expect(yielding(value)).toBe('INVALID_COIN_SOLUTION');
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['half a pair', 'ff01'],
    ['an atom cut short', '8201'],
    ['bytes behind', '8080'],
    ['a program without value', 'ff0980'],
  ])('is INVALID_COIN_SOLUTION: %s', (_what, bytes) => {
    expect(spendsOf(bytesOf(bytes))).toBe('INVALID_COIN_SOLUTION');
  });

  test('fails with the first error in the order of its spends', () => {
    const failing = [COIN, [[9n], NIL]];
    const invalid = [COIN, [quote([[0x33n]]), NIL]];
    expect(yielding([spend, failing, invalid, COIN])).toBe('SEXP_ERROR');
    expect(yielding([spend, invalid, failing, COIN])).toBe('INVALID_CONDITION');
    expect(yielding([COIN, failing, invalid])).toBe('INVALID_COIN_SOLUTION');
  });

  test('hashes each puzzle as a tree, even one that shares its parts beyond measure', () => {
    const puzzle = quote([[0x63n, [COIN, 300n, 0n, [1n, [2n, 1n]]]]]);
    expect(spendsOf(generatorOf(puzzle))).toMatchObject([{ puzzleHash: treeHash(program(puzzle)) }]);
    // ((c (q (c 1 1)) X)) doubles X: 2^64 leaves. As a puzzle, (q tree) is never written.
    let doubled: Item = quote(7n);
    for (let level = 0; level < 64; level++) doubled = [[5n, quote([5n, 1n, 1n]), doubled]];
    const list: Item = [5n, [5n, quote(0x63n), doubled], quote(NIL)];
    const reveal: Item = [5n, [5n, quote(1n), [5n, list, quote(NIL)]], [5n, quote(NIL), quote(NIL)]];
    const spends = spendsOf(program([5n, [5n, quote(COIN), [5n, reveal, quote(NIL)]], quote(NIL)]));
    expect(spends).toMatchObject([{ coinName: COIN, conditions: [] }]);
  });
});

test('keys are checked once', () => {
  const asked: Uint8Array[] = [];
  const counting = languageWith(RATIO, {
    ...toyG1,
    isValidG1(point) {
      asked.push(point);
      return toyG1.isValidG1(point);
    },
  });
  const generator = generatorOf(
    quote([
      [0x32n, pointOf(1), NIL],
      [0x39n, pointOf(1), NIL],
      [0x39n, pointOf(2), NIL],
    ]),
  );
  const results = [1, 2].map(() => counting.runGenerator(generator, OPTIONS));
  expect(results[0]).toEqual(results[1]);
  expect(asked).toEqual([pointOf(1), pointOf(2)]);
});
