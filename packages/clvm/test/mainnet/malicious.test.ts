import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ClvmError,
  isShortestForm,
  listProgram,
  pairProgram,
  readProgram,
  runProgram,
  writeGenerator,
  writeProgram,
} from '../../src/index.ts';
import { nodes } from '../arbitraries.ts';
import { expressions } from './arbitraries.ts';
import {
  bytesOf,
  COIN,
  codeOf,
  createLanguage,
  hexOf,
  MAX_COST,
  NIL_PROGRAM,
  program,
  quote,
  STRICT,
} from './support.ts';

const { runGenerator } = createLanguage();
/** Little, so that random programs end soon. */
const LIMIT = 50_000_000n;
const CODES = ['INVALID_COIN_SOLUTION', 'SEXP_ERROR', 'INVALID_CONDITION', 'BLOCK_COST_EXCEEDS_MAX', null];

const generatorOf = (puzzle: Uint8Array, solution: Uint8Array): Uint8Array =>
  writeGenerator([{ coinName: COIN, solution: listProgram(puzzle, solution) }], 'mainnet');

const anyRun = (generator: Uint8Array) => {
  for (const strict of [false, true])
    expect(CODES).toContain(codeOf(runGenerator(generator, { maxCost: LIMIT, strict })));
};

describe('nothing that the bytes say is thrown', () => {
  test('of random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), anyRun));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => anyRun(Uint8Array.of(0xff, 1, ...bytes))));
  });

  test('of random trees, as generators, puzzles and conditions', () => {
    fc.assert(
      fc.property(nodes, nodes, (node, solution) => {
        const tree = writeProgram(node);
        anyRun(tree);
        for (const puzzle of [tree, quote(tree), quote(listProgram(tree))]) {
          anyRun(generatorOf(puzzle, writeProgram(solution)));
        }
      }),
    );
  });

  test('of random expressions', () => {
    fc.assert(
      fc.property(expressions, nodes, (puzzle, solution) => {
        anyRun(puzzle);
        anyRun(generatorOf(puzzle, writeProgram(solution)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('shortest form', () => {
  test('is what is written, and nothing else', () => {
    fc.assert(fc.property(nodes, (node) => expect(isShortestForm(writeProgram(node))).toBe(true)));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        let rewritten: Uint8Array | null = null;
        try {
          rewritten = writeProgram(readProgram(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(ClvmError);
        }
        expect(isShortestForm(bytes)).toBe(rewritten !== null && Buffer.compare(rewritten, bytes) === 0);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    '8100',
    '817f',
    '8101',
    'c001aa',
    `c03f${'aa'.repeat(63)}`,
    `e00040${'aa'.repeat(64)}`,
    'c000',
    'fe01',
    'fc0000000000',
    '',
    'ff',
    'ff01',
    '0101',
  ])('%s is none', (hex) => {
    expect(isShortestForm(bytesOf(hex))).toBe(false);
    const limits = { maxCost: MAX_COST, strict: false };
    const failure = expect.objectContaining({ code: 'NOT_SHORTEST' });
    expect(() => runProgram(bytesOf(hex), NIL_PROGRAM, limits)).toThrow(failure);
    expect(() => runProgram(NIL_PROGRAM, bytesOf(hex), limits)).toThrow(failure);
  });
});

describe('a great many levels', () => {
  const DEPTH = 100_000;
  const left = new Uint8Array(2 * DEPTH + 1).fill(0xff, 0, DEPTH).fill(7, DEPTH);
  const right = new Uint8Array(2 * DEPTH + 1).fill(7);
  for (let level = 0; level < DEPTH; level++) right[2 * level] = 0xff;
  /** (f (f (f … 1))) */
  const nested = Uint8Array.from([
    ...Array.from({ length: 50_000 }, () => [0xff, 5, 0xff]).flat(),
    1,
    ...new Uint8Array(50_000).fill(0x80),
  ]);

  test('a puzzle, its solution and its conditions may all be deep', () => {
    const conditions = quote(listProgram(listProgram(left, program(1n))));
    expect(codeOf(runGenerator(generatorOf(conditions, right), STRICT))).toBe('INVALID_CONDITION');
    expect(codeOf(runGenerator(generatorOf(Uint8Array.of(1), left), STRICT))).toBe('SEXP_ERROR');
    expect(codeOf(runGenerator(generatorOf(right, left), STRICT))).toBe('SEXP_ERROR');
  });

  test.each([
    ['to the left', left],
    ['to the right', right],
    ['of calls', nested],
  ])('%s are quoted, walked and evaluated', (_name, deep) => {
    const limits = { maxCost: MAX_COST, strict: true };
    expect(hexOf(runProgram(quote(deep), NIL_PROGRAM, limits).value)).toBe(hexOf(deep));
    expect(hexOf(runProgram(Uint8Array.of(1), deep, limits).value)).toBe(hexOf(deep));
    expect(() => runProgram(deep, NIL_PROGRAM, limits)).toThrow(expect.objectContaining({ code: 'EVALUATION_FAILED' }));
    const remark = quote(listProgram(pairProgram(program(1n), deep)));
    expect(codeOf(runGenerator(generatorOf(remark, NIL_PROGRAM), STRICT))).toBeNull();
    expect(codeOf(runGenerator(deep, STRICT))).toBe('INVALID_COIN_SOLUTION');
  });
});

describe('a program that takes memory', () => {
  // (a 2 (c 2 (concat 3 3))) on (itself . atom): the atom doubles until the cost is used up
  const doubling = program([2n, 2n, [4n, 2n, [14n, 3n, 3n]]]);
  const bomb = generatorOf(doubling, pairProgram(doubling, program(0x68656c6c6fn)));

  test('is ended by its cost, and the next one runs as ever', () => {
    // Enough for some 80 MB.
    const options = { maxCost: 500_000_000n, strict: true };
    for (let time = 0; time < 3; time++) {
      expect(codeOf(runGenerator(bomb, options))).toBe('BLOCK_COST_EXCEEDS_MAX');
      expect(runProgram(quote(program(7n)), NIL_PROGRAM, options)).toEqual({ cost: 20n, value: program(7n) });
    }
  });
});

describe('failures of a program', () => {
  const run = (hex: string, maxCost = MAX_COST, maxValueSize = 100) =>
    runProgram(bytesOf(hex), NIL_PROGRAM, { maxCost, strict: true, maxValueSize });

  test.each<[string, bigint, number, object]>([
    [
      'ff0880',
      MAX_COST,
      100,
      { code: 'EVALUATION_FAILED', problem: { code: 'EVALUATION_FAILED', detail: 'clvm raise' } },
    ],
    ['ff3f80', MAX_COST, 100, { code: 'EVALUATION_FAILED' }],
    ['ff0107', 19n, 100, { code: 'COST_EXCEEDED' }],
    ['ff0107', 0n, 100, { code: 'COST_EXCEEDED' }],
    ['ff0107', -1n, 100, { code: 'COST_EXCEEDED' }],
    ['ff01ff0707', MAX_COST, 2, { code: 'VALUE_TOO_LARGE' }],
  ])('%s, cost %i, size %i', (hex, maxCost, size, expected) => {
    expect(() => run(hex, maxCost, size)).toThrow(expect.objectContaining(expected));
  });

  test('leave the interpreter as it was', () => {
    expect(run('ff01ff0707', 20n, 3)).toEqual({ cost: 20n, value: bytesOf('ff0707') });
  });
});
