import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import type * as published from 'clvm_wasm';
import fc from 'fast-check';
import { ClvmError, listProgram, pairProgram, runProgram, writeGenerator, writeProgram } from '../../src/index.ts';
import { createInterpreter } from '../../src/mainnet/interpreter.ts';
import { nodes } from '../arbitraries.ts';
import { expressions } from './arbitraries.ts';
import {
  bytesOf,
  COIN,
  codeOf,
  createLanguage,
  filled,
  hexOf,
  type Item,
  NIL_PROGRAM,
  program,
  quote,
} from './support.ts';

const reference = createRequire(import.meta.url)('clvm_wasm') as typeof published;

/** Cost and value by the interpreter as it was published; `null` for a failure. */
function publishedRun(puzzle: Uint8Array, solution: Uint8Array, maxCost: bigint, strict: boolean) {
  try {
    const [cost, node] = reference.run_chia_program(puzzle, solution, maxCost, strict ? 0xa2 : 0xa0);
    return { cost, value: hexOf(node.to_bytes(1_000_000)) };
  } catch (error) {
    expect(typeof error).toBe('string');
    return null;
  }
}

function ourRun(puzzle: Uint8Array, solution: Uint8Array, maxCost: bigint, strict: boolean) {
  try {
    const { cost, value } = runProgram(puzzle, solution, { maxCost, strict });
    return { cost, value: hexOf(value) };
  } catch (error) {
    expect(error).toBeInstanceOf(ClvmError);
    return null;
  }
}

test('counting steps changes no result: it is that of the interpreter as it was published', () => {
  fc.assert(
    fc.property(expressions, nodes, fc.boolean(), (puzzle, node, strict) => {
      const solution = writeProgram(node);
      const maxCost = 10_000_000n;
      expect(ourRun(puzzle, solution, maxCost, strict)).toEqual(publishedRun(puzzle, solution, maxCost, strict));
    }),
    { numRuns: 300 },
  );
});

/** `(a 2 (c 2 step))` on itself and a start: the step, an expression over 3, its last result, is taken for ever. */
function forever(step: Item, start: Item = 0x68656c6c6fn): Uint8Array {
  const body = program([2n, 2n, [4n, 2n, step]]);
  return listProgram(Uint8Array.of(2), quote(body), quote(pairProgram(body, program(start))));
}

const constant = (value: bigint | Uint8Array): Item => [1n, value];
/** As `constant`, for atoms: `(q . atom)` and not `(q atom)`. */
const first = (item: Item): Item => [5n, item];
const POINT = bytesOf(
  '97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb',
);

describe('the steps that a program may take', () => {
  test.each<[string, Uint8Array]>([
    ['doubling', forever([14n, 3n, 3n])],
    ['hashing', forever([11n, 3n])],
    ['hashing much', forever([11n, first(constant(filled(10_000, 1))), 3n])],
    ['adding', forever([16n, 3n, 3n])],
    ['shifting', forever([23n, first(constant(1n)), first(constant(65_535n))])],
    ['dividing', forever([19n, first(constant(2n ** 800n)), first(constant(2n ** 400n + 3n))])],
    ['multiplying', forever([18n, first(constant(2n ** 8000n - 1n)), first(constant(2n ** 8000n - 1n))])],
    ['multiplying points', forever([50n, first(constant(POINT)), first(constant(2n ** 254n))])],
    ['making points', forever([30n, first(constant(2n ** 254n))])],
    ['mapping to G1', forever([56n, 3n])],
    ['mapping to G2', forever([57n, 3n])],
    ['powers of 256 bits', forever([60n, ...[255n, 189n, 1n].map((n) => first(constant(2n ** 256n - n)))])],
    ['listing', forever([4n, 3n, 3n])],
  ])('are at least twice what is taken by %s', (_name, puzzle) => {
    const maxCost = 3_000_000n;
    const maxSteps = 2n ** 40n;
    const interpreter = createInterpreter();
    const outcome = interpreter.run(puzzle, NIL_PROGRAM, 0xa0, { maxCost, maxSteps, maxValueSize: 100 });
    expect(outcome).toEqual({ kind: 'error', message: expect.stringContaining('cost exceeded') });
    const taken = maxSteps - interpreter.stepsLeft();
    expect(taken).toBeGreaterThan(0n);
    expect(taken).toBeLessThan(maxCost);
  });

  test.each<[string, Uint8Array]>([
    ['multiplies what it has multiplied', forever([18n, 3n, 3n])],
    ['divides large numbers', forever([19n, first(constant(2n ** 320_000n)), first(constant(2n ** 160_000n + 3n))])],
    [
      'raises large numbers to large powers',
      forever([60n, ...[1n, 3n, 5n].map((n) => first(constant(2n ** 4096n - n)))]),
    ],
  ])('end one that %s', (_name, puzzle) => {
    const limits = { maxCost: 20_000_000n, strict: true };
    const failure = expect.objectContaining({ code: 'COST_EXCEEDED' });
    for (let time = 0; time < 2; time++) {
      expect(() => runProgram(puzzle, NIL_PROGRAM, limits)).toThrow(failure);
      expect(runProgram(quote(program(7n)), NIL_PROGRAM, limits)).toEqual({ cost: 20n, value: program(7n) });
    }
    const generator = writeGenerator([{ coinName: COIN, solution: listProgram(puzzle, NIL_PROGRAM) }], 'mainnet');
    const bytes = 12_000n * BigInt(generator.length);
    const { runGenerator } = createLanguage();
    expect(codeOf(runGenerator(generator, { ...limits, maxCost: limits.maxCost + bytes }))).toBe(
      'BLOCK_COST_EXCEEDS_MAX',
    );
  });

  test('suffice to read any program, however little may be spent', () => {
    const deep = new Uint8Array(200_001).fill(0xff, 0, 100_000).fill(7, 100_000);
    for (const value of [
      deep,
      program(filled(500_000, 1)),
      program(Array.from({ length: 10_000 }, (_, at) => BigInt(at))),
    ]) {
      for (let time = 0; time < 2; time++) {
        const run = runProgram(quote(value), value, { maxCost: 20n, strict: true });
        expect(hexOf(run.value)).toBe(hexOf(value));
      }
    }
  });
});
