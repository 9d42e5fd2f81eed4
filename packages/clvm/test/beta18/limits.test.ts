import { describe, expect, test } from '@jest/globals';
import { type ClvmNode, NIL } from '../../src/index.ts';
import {
  BLOCK_COST,
  COIN,
  evaluated,
  filled,
  generatorOf,
  type Item,
  pointOf,
  program,
  quote,
  spendsOf,
  tree,
} from './support.ts';

const TOO_COSTLY = 'BLOCK_COST_EXCEEDS_MAX';
const HUGE = 1n << 70n;
const MEGABYTE = 2 ** 20;

/** `((c P P))` with P = `((c 1 1))`: it evaluates itself for ever. */
const FOREVER: Item = [[5n, quote([[5n, 1n, 1n]]), quote([[5n, 1n, 1n]])]];
/** The same, as the operand of an operator that will never be applied. */
const NESTED_BODY: Item = [8n, [[5n, 1n, 1n]]];
const DEEPER: Item = [[5n, quote(NESTED_BODY), quote(NESTED_BODY)]];

describe('a run ends at its limit', () => {
  test('which it may reach but not exceed', () => {
    const sum: Item = [0x0cn, quote(1n), quote(2n)];
    expect(evaluated(sum, NIL, 33n)).toEqual({ value: tree(3n), cost: 33 });
    expect(evaluated(sum, NIL, 32n)).toBe(TOO_COSTLY);
    expect(evaluated(sum, NIL, 0n)).toBe(TOO_COSTLY);
    expect(evaluated(sum, NIL, -1n)).toBe(TOO_COSTLY);
  });

  test.each<[string, Item]>([
    ['a loop', FOREVER],
    ['a recursion without end', DEEPER],
    ['a shift that would fill the memory', [0x1cn, quote(1n), quote(HUGE)]],
    ['the same on the magnitude', [0x1dn, quote(-1n), quote(HUGE)]],
    ['a shift by as much as the limit', [0x1cn, quote(1n), quote(BLOCK_COST * 4n)]],
    ['a comparison of large values', [0x16n, quote(HUGE), quote(1n)]],
    ['a soft fork that says so', [0x1en, quote(HUGE)]],
    ['a product of large values', [0x0en, quote(filled(5000, 1)), quote(filled(5000, 1))]],
  ])('%s', (_what, item) => {
    // What counts as too much is a block's limit; loops would take their time to get there.
    const limit = item === FOREVER || item === DEEPER ? 1_000_000n : BLOCK_COST;
    expect(evaluated(item, NIL, limit)).toBe(TOO_COSTLY);
  });

  test('negative values make nothing cheaper', () => {
    expect(evaluated([0x16n, quote(-HUGE), quote(-HUGE)])).toEqual({ value: NIL, cost: 3 });
  });

  test('no value becomes larger than integers can be, whatever the limit', () => {
    const limit = 1n << 62n;
    expect(evaluated([0x1cn, quote(1n), quote(1n << 31n)], NIL, limit)).toBe(TOO_COSTLY);
    const megabytes: Item = [0x14n, ...Array.from({ length: 128 }, () => 1n)];
    expect(evaluated(megabytes, filled(MEGABYTE, 1), limit)).toBe(TOO_COSTLY);
  });

  test('costs are exact up to 2^53 - 1, and end there', () => {
    const most = BigInt(Number.MAX_SAFE_INTEGER);
    expect(evaluated([0x1en, quote(most - 2n)], NIL, 1n << 62n)).toEqual({ value: NIL, cost: Number(most) });
    expect(evaluated([0x1en, quote(most - 1n)], NIL, 1n << 62n)).toBe(TOO_COSTLY);
  });
});

describe('work that is not paid for has an end', () => {
  /** Evaluates something many times: a list of operands for `c`, which ignores all but two. */
  const often = (times: number, item: Item): Item => [5n, ...Array.from({ length: times }, () => item)];
  const zeros = filled(MEGABYTE, 0);

  test('for integers that are large but cost nothing', () => {
    const product: Item = [0x0en, quote(0n), 1n];
    expect(evaluated(often(5, product), zeros)).toMatchObject({ cost: 11 + 5 * 14 });
    expect(evaluated(often(70, product), zeros)).toBe(TOO_COSTLY);
  });

  test('for paths of zeros', () => {
    const path: ClvmNode = { first: zeros, rest: NIL };
    expect(evaluated(often(100, tree([[5n, 2n, quote(7n)]])), path)).toBe(TOO_COSTLY);
  });

  test('for conditions that many spends share', () => {
    const conditions = Array.from({ length: 1000 }, (): Item => [1n, 1n]);
    // Each spend is (name 1) in an environment that is (puzzle solution).
    const spend: Item = [5n, quote(COIN), [5n, 1n, quote(NIL)]];
    const spends = (count: number): Item =>
      Array.from({ length: count }).reduce<Item>((rest) => [5n, spend, rest], quote(NIL));
    const generator = (count: number) => program([[5n, quote(spends(count)), quote([quote(conditions), NIL])]]);
    expect(spendsOf(generator(300))).toHaveLength(300);
    expect(spendsOf(generator(600))).toBe(TOO_COSTLY);
  });

  test('for the messages of signatures', () => {
    const signature: Item = [0x39n, pointOf(1), zeros];
    const conditions = (count: number): Item =>
      Array.from({ length: count }).reduce<Item>((rest) => [5n, 1n, rest], quote(NIL));
    const spends = (count: number) => spendsOf(generatorOf(conditions(count), signature));
    expect(spends(20)).toMatchObject([{ conditions: { length: 20 } }]);
    expect(spends(100)).toBe(TOO_COSTLY);
  });
});
