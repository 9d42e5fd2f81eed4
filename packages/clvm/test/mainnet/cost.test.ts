import { describe, expect, test } from '@jest/globals';
import { type GeneratorFailure, type GeneratorRun, listProgram, writeGenerator } from '../../src/index.ts';
import {
  COIN,
  codeOf,
  createLanguage,
  filled,
  generatorOf,
  KEY,
  MAX_COST,
  NIL_PROGRAM,
  program,
  quote,
  succeeded,
} from './support.ts';

const { runGenerator } = createLanguage();
const HASH = filled(32, 0xaa);
const MESSAGE = filled(5, 0x66);
/** Of returning what is quoted: of the generator, and of each puzzle here. */
const QUOTE_COST = 20n;

const run = (generator: Uint8Array, maxCost: bigint): GeneratorRun | GeneratorFailure =>
  runGenerator(generator, { maxCost, strict: false });

/** The cost beyond running and bytes. */
function conditionCost(generator: Uint8Array, spends: bigint): bigint {
  const { cost } = succeeded(run(generator, MAX_COST));
  return cost - QUOTE_COST * (1n + spends) - 12_000n * BigInt(generator.length);
}

describe('conditions cost', () => {
  test.each<[bigint, string, Parameters<typeof program>[0]]>([
    [
      0n,
      'nothing, in general',
      [[52n, 0n], [60n, MESSAGE], [64n, HASH], [73n, 1n], [1n], [200n], [83n, 1n], [83n, -1n]],
    ],
    [1_200_000n, 'for a signature', [[49n, KEY, MESSAGE]]],
    [1_200_000n, 'for a signature with the coin', [[50n, KEY, MESSAGE]]],
    [1_800_000n, 'for a coin', [[51n, HASH, 1n]]],
    [1_800_000n, 'for a coin that is out of range', [[51n, HASH, -1n]]],
    [
      7_800_000n,
      'for several',
      [
        [51n, HASH, 1n],
        [50n, KEY, MESSAGE],
        [51n, HASH, 2n],
        [51n, HASH, 2n],
        [49n, KEY, MESSAGE],
      ],
    ],
  ])('%i %s', (expected, _name, conditions) => {
    expect(conditionCost(generatorOf(program(conditions)), 1n)).toBe(expected);
  });

  test('the sum of all spends', () => {
    const solution = listProgram(
      quote(
        program([
          [51n, HASH, 1n],
          [50n, KEY, MESSAGE],
        ]),
      ),
      NIL_PROGRAM,
    );
    const generator = writeGenerator(
      [1, 2, 3].map((name) => ({ coinName: filled(32, name), solution })),
      'mainnet',
    );
    expect(conditionCost(generator, 3n)).toBe(9_000_000n);
  });
});

describe('the limit', () => {
  const APPLY = Uint8Array.of(2);
  const solution = listProgram(
    quote(
      program([
        [51n, HASH, 1n],
        [50n, KEY, MESSAGE],
      ]),
    ),
    NIL_PROGRAM,
  );
  const listed = writeGenerator(
    [
      { coinName: COIN, solution },
      { coinName: HASH, solution },
    ],
    'mainnet',
  );

  test.each([
    ['in the form of producers', listed],
    ['computed', listProgram(APPLY, quote(listed), Uint8Array.of(1))],
    ['with nothing in it', quote(NIL_PROGRAM)],
  ])('of a generator %s is its cost to the unit', (_name, generator) => {
    const { cost } = succeeded(run(generator, MAX_COST));
    expect(run(generator, cost)).toEqual(run(generator, MAX_COST));
    for (const limit of [
      0n,
      1n,
      19n,
      12_000n,
      cost / 2n,
      cost - 3_000_000n,
      cost - 1_200_000n,
      cost - 20n,
      cost - 1n,
    ]) {
      expect(codeOf(run(generator, limit))).toBe('BLOCK_COST_EXCEEDS_MAX');
    }
  });

  test('may be beyond 64 bits', () => {
    expect(run(listed, 2n ** 80n)).toEqual(run(listed, MAX_COST));
  });

  test('comes before a later failure, and after an earlier one', () => {
    const failing = { coinName: HASH, solution: listProgram(program([8n]), NIL_PROGRAM) };
    const paying = { coinName: COIN, solution };
    const limit = (generator: Uint8Array) => 12_000n * BigInt(generator.length) + 1_000_000n;
    const failsFirst = writeGenerator([failing, paying], 'mainnet');
    expect(codeOf(run(failsFirst, limit(failsFirst)))).toBe('SEXP_ERROR');
    const paysFirst = writeGenerator([paying, failing], 'mainnet');
    expect(codeOf(run(paysFirst, limit(paysFirst)))).toBe('BLOCK_COST_EXCEEDS_MAX');
  });

  test('ends a program that would never end', () => {
    // (a 1 1) with itself for an environment
    const forever = program([2n, 1n, 1n]);
    const generator = writeGenerator([{ coinName: COIN, solution: listProgram(forever, forever) }], 'mainnet');
    expect(codeOf(run(generator, 20_000_000n))).toBe('BLOCK_COST_EXCEEDS_MAX');
    const never = listProgram(APPLY, quote(forever), quote(forever));
    expect(codeOf(run(never, 20_000_000n))).toBe('BLOCK_COST_EXCEEDS_MAX');
  });
});

describe('values that repeat themselves', () => {
  /** Yields the environment, doubled so many times: `(a (q . (c 1 1)) …)`. */
  function doubled(value: Uint8Array, times: number): Uint8Array {
    const double = listProgram(Uint8Array.of(4), Uint8Array.of(1), Uint8Array.of(1));
    return times === 0 ? value : listProgram(Uint8Array.of(2), quote(double), doubled(value, times - 1));
  }

  const cons = (first: Uint8Array, rest: Uint8Array) => listProgram(Uint8Array.of(4), first, rest);
  /** (c (c (q . 1) doubled) ()): yields a remark. */
  const remarkOf = (times: number): Uint8Array =>
    cons(cons(quote(program(1n)), doubled(quote(program(MESSAGE)), times)), quote(NIL_PROGRAM));
  const spends = (count: number, times: number): Uint8Array =>
    writeGenerator(
      Array.from({ length: count }, () => ({ coinName: COIN, solution: listProgram(remarkOf(times), NIL_PROGRAM) })),
      'mainnet',
    );

  test.each([
    [10, null, 'INVALID_COIN_SOLUTION'],
    [60, 'BLOCK_COST_EXCEEDS_MAX', 'BLOCK_COST_EXCEEDS_MAX'],
    [1000, 'BLOCK_COST_EXCEEDS_MAX', 'BLOCK_COST_EXCEEDS_MAX'],
  ])('%i times over: what is too large to be read is refused', (times, ofPuzzle, ofGenerator) => {
    expect(codeOf(run(spends(1, times), MAX_COST))).toBe(ofPuzzle);
    expect(codeOf(run(doubled(quote(NIL_PROGRAM), times), MAX_COST))).toBe(ofGenerator);
  });

  test('share one limit, four bytes for each byte of program that is paid for', () => {
    // Ten doublings of six bytes take 7 KB; 100,000,000 pay for 8,333 bytes.
    const limit = 100_000_000n;
    expect(codeOf(run(spends(4, 10), limit))).toBeNull();
    const five = spends(5, 10);
    expect(succeeded(run(five, MAX_COST)).cost).toBeLessThan(limit);
    expect(codeOf(run(five, limit))).toBe('BLOCK_COST_EXCEEDS_MAX');
  });
});
