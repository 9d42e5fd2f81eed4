import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { atomProgram, listProgram, pairProgram, treeHash, writeGenerator } from '../../src/index.ts';
import {
  BLOCK,
  bytesOf,
  COIN,
  codeOf,
  createLanguage,
  filled,
  generatorOf,
  MAX_COST,
  NIL_PROGRAM,
  program,
  quote,
  STRICT,
  succeeded,
} from './support.ts';

const { runGenerator } = createLanguage();
const HASH = filled(32, 0xaa);
const PUZZLE = quote(program([[51n, HASH, 1n]]));
const SPEND = listProgram(atomProgram(COIN), listProgram(PUZZLE, NIL_PROGRAM));
const APPLY = Uint8Array.of(2);
const WHOLE = Uint8Array.of(1);

/** `(a (q . program) 1)`: yields what the program does, at a cost, and is not quoted. */
const applied = (inner: Uint8Array): Uint8Array => listProgram(APPLY, quote(inner), WHOLE);
/** A generator that yields the value: in the producer's form, and computed. */
const forms = (value: Uint8Array) => [quote(value), applied(quote(value))];
const codesOf = (value: Uint8Array) => forms(value).map((generator) => codeOf(runGenerator(generator, BLOCK)));

describe('a generator', () => {
  test('may yield no spend', () => {
    expect(runGenerator(quote(NIL_PROGRAM), BLOCK)).toEqual({ cost: 20n + 12_000n * 3n, spends: [] });
  });

  test('yields spends in its order, with the hashes of their puzzles', () => {
    const coins = [filled(32, 9), filled(32, 8), filled(32, 9)];
    const solution = listProgram(PUZZLE, NIL_PROGRAM);
    const list = writeGenerator(
      coins.map((coinName) => ({ coinName, solution })),
      'mainnet',
    );
    const { spends } = succeeded(runGenerator(list, BLOCK));
    expect(spends.map(({ coinName }) => coinName)).toEqual(coins);
    for (const spend of spends) expect(spend.puzzleHash).toEqual(treeHash(PUZZLE));
  });

  test('is run with nil', () => {
    const list = listProgram(SPEND);
    // (i 1 () (q . list)): of an environment that is not nil the first would come.
    const generator = listProgram(
      APPLY,
      listProgram(Uint8Array.of(3), WHOLE, quote(NIL_PROGRAM), quote(quote(list))),
      WHOLE,
    );
    expect(succeeded(runGenerator(generator, BLOCK)).spends).toHaveLength(1);
  });

  test('gives its puzzles their solutions', () => {
    const conditions = program([[51n, HASH, 5n]]);
    const generator = writeGenerator([{ coinName: COIN, solution: listProgram(WHOLE, conditions) }], 'mainnet');
    const { spends } = succeeded(runGenerator(generator, STRICT));
    expect(spends[0]?.conditions).toEqual([{ kind: 'createCoin', puzzleHash: HASH, amount: 5n }]);
  });
});

describe('INVALID_COIN_SOLUTION', () => {
  const name = atomProgram(COIN);
  const solution = listProgram(PUZZLE, NIL_PROGRAM);

  test.each<[string, Uint8Array]>([
    ['an atom', program(7n)],
    ['a list without an end', pairProgram(SPEND, program(7n))],
    ['an atom for a spend', program([7n])],
    ['nil for a spend', program([[]])],
    ['a name alone', listProgram(listProgram(name))],
    ['three items', listProgram(listProgram(name, solution, NIL_PROGRAM))],
    ['a spend without an end', listProgram(pairProgram(name, pairProgram(solution, program(7n))))],
    ['a solution in place of the rest', listProgram(pairProgram(name, solution))],
    ['a short name', listProgram(listProgram(atomProgram(filled(31, 1)), solution))],
    ['a long name', listProgram(listProgram(atomProgram(filled(33, 1)), solution))],
    ['a pair for a name', listProgram(listProgram(listProgram(name), solution))],
    ['a puzzle alone', listProgram(listProgram(name, listProgram(PUZZLE)))],
    ['a puzzle and two solutions', listProgram(listProgram(name, listProgram(PUZZLE, NIL_PROGRAM, NIL_PROGRAM)))],
    ['an atom for the solution', listProgram(listProgram(name, NIL_PROGRAM))],
    ['a solution without an end', listProgram(listProgram(name, pairProgram(PUZZLE, program(7n))))],
  ])('%s', (_name, value) => {
    expect(codesOf(value)).toEqual(['INVALID_COIN_SOLUTION', 'INVALID_COIN_SOLUTION']);
  });

  test('a generator that fails', () => {
    expect(codeOf(runGenerator(bytesOf('ff0880'), BLOCK))).toBe('INVALID_COIN_SOLUTION');
    expect(codeOf(runGenerator(Uint8Array.of(5), BLOCK))).toBe('INVALID_COIN_SOLUTION');
  });

  const generators = forms(listProgram(SPEND));

  test('bytes behind the generator, or missing at its end', () => {
    for (const generator of generators) {
      expect(codeOf(runGenerator(Uint8Array.of(...generator, 0x80), BLOCK))).toBe('INVALID_COIN_SOLUTION');
      for (let size = 0; size < generator.length; size++) {
        expect(codeOf(runGenerator(generator.subarray(0, size), BLOCK))).toBe('INVALID_COIN_SOLUTION');
      }
    }
  });

  /** The hash in the puzzle, with a prefix of one, two and more bytes. */
  test.each(['c020', 'e00020', 'f0000020', 'f800000020', 'fc0000000020'])(
    'a longer encoding of an atom: %s',
    (prefix) => {
      for (const generator of generators) {
        const hex = Buffer.from(generator).toString('hex');
        const longer = bytesOf(hex.replace(`a0${'aa'.repeat(32)}`, `${prefix}${'aa'.repeat(32)}`));
        expect(longer.length).toBeGreaterThan(generator.length);
        expect(codeOf(runGenerator(longer, BLOCK))).toBe('INVALID_COIN_SOLUTION');
        expect(codeOf(runGenerator(generator, BLOCK))).toBeNull();
      }
    },
  );

  test('a byte with a prefix that it does not need', () => {
    expect(codeOf(runGenerator(bytesOf('ff810180'), BLOCK))).toBe('INVALID_COIN_SOLUTION');
    expect(codeOf(runGenerator(bytesOf('ff01c000'), BLOCK))).toBe('INVALID_COIN_SOLUTION');
    const puzzle = bytesOf('ff018100');
    const generator = writeGenerator([{ coinName: COIN, solution: listProgram(puzzle, NIL_PROGRAM) }], 'mainnet');
    expect(codeOf(runGenerator(generator, BLOCK))).toBe('INVALID_COIN_SOLUTION');
  });

  test('a reference back', () => {
    const puzzle = bytesOf('ff01fe02');
    const referring = listProgram(listProgram(atomProgram(COIN), listProgram(puzzle, NIL_PROGRAM)));
    for (const generator of [...forms(referring), bytesOf('ff01fe02'), bytesOf('fe01')]) {
      expect(codeOf(runGenerator(generator, BLOCK))).toBe('INVALID_COIN_SOLUTION');
    }
  });
});

describe('SEXP_ERROR', () => {
  test.each<[string, Uint8Array]>([
    ['raises', bytesOf('ff0880')],
    ['takes the first of an atom', Uint8Array.of(2)],
    ['is one of the beta, ((c 1 1))', bytesOf('ffff05ff01ff018080')],
    ['has a reserved operator', bytesOf('ff82ffff80')],
  ])('a puzzle that %s', (_name, puzzle) => {
    const generator = writeGenerator([{ coinName: COIN, solution: listProgram(puzzle, NIL_PROGRAM) }], 'mainnet');
    expect(codeOf(runGenerator(generator, BLOCK))).toBe('SEXP_ERROR');
  });

  test('an unknown operator, which blocks allow at its cost, in the mempool', () => {
    // Operator 63 is none, and costs 2 here; it yields nil, which is a list of conditions.
    const generator = writeGenerator(
      [{ coinName: COIN, solution: listProgram(bytesOf('ff3f80'), NIL_PROGRAM) }],
      'mainnet',
    );
    expect(succeeded(runGenerator(generator, BLOCK)).cost).toBe(20n + 2n + 12_000n * BigInt(generator.length));
    expect(codeOf(runGenerator(generator, STRICT))).toBe('SEXP_ERROR');
  });

  test('operators 48 to 61 and division of negative numbers are known in both modes', () => {
    const divided = listProgram(Uint8Array.of(19), quote(program(-7n)), quote(program(2n)));
    const coinId = listProgram(
      Uint8Array.of(48),
      quote(atomProgram(HASH)),
      quote(atomProgram(HASH)),
      quote(program(1n)),
    );
    for (const inner of [divided, coinId]) {
      // (c (c (q . 1) (c inner ())) ()): a remark about the result
      const cons = (first: Uint8Array, rest: Uint8Array) => listProgram(Uint8Array.of(4), first, rest);
      const puzzle = cons(cons(quote(program(1n)), cons(inner, quote(NIL_PROGRAM))), quote(NIL_PROGRAM));
      const generator = writeGenerator([{ coinName: COIN, solution: listProgram(puzzle, NIL_PROGRAM) }], 'mainnet');
      expect(codeOf(runGenerator(generator, BLOCK))).toBeNull();
      expect(codeOf(runGenerator(generator, STRICT))).toBeNull();
    }
  });
});

describe('both ways of reading a generator', () => {
  const conditions = fc.array(
    fc.oneof(
      fc.bigInt({ min: -10n, max: 2n ** 65n }).map((amount) => [51n, HASH, amount]),
      fc.uint8Array({ maxLength: 40 }).map((message) => [60n, message]),
      fc.bigInt({ min: -10n, max: 10n }).map((height) => [83n, height]),
    ),
    { maxLength: 5 },
  );
  const spends = fc.array(fc.tuple(fc.uint8Array({ minLength: 32, maxLength: 32 }), conditions), { maxLength: 4 });

  test('give the same spends, and the same cost but for the program that is applied', () => {
    fc.assert(
      fc.property(spends, (listed) => {
        const list = listProgram(
          ...listed.map(([name, items]) =>
            listProgram(atomProgram(name), listProgram(quote(program(items)), NIL_PROGRAM)),
          ),
        );
        const [inPlace, computed] = forms(list).map((generator) => succeeded(runGenerator(generator, BLOCK)));
        expect(inPlace?.spends).toEqual(computed?.spends);
        // (a (q . …) 1): a costs 90 and 1, its operands 20 and 44, and its seven bytes.
        const applying = applied(quote(list)).length - quote(list).length;
        expect((computed?.cost ?? 0n) - (inPlace?.cost ?? 0n)).toBe(90n + 1n + 20n + 44n + 12_000n * BigInt(applying));
      }),
    );
  });
});

describe("the producer's generator", () => {
  test('has the form of the coin rules', () => {
    const spends = [{ coinName: COIN, solution: listProgram(PUZZLE, NIL_PROGRAM) }];
    expect(writeGenerator(spends, 'mainnet')).toEqual(quote(listProgram(SPEND)));
    expect(writeGenerator(spends, 'beta18')).toEqual(listProgram(Uint8Array.of(1), listProgram(SPEND)));
    expect(writeGenerator([], 'mainnet')).toEqual(quote(NIL_PROGRAM));
  });

  test.each([
    ['', 'TRUNCATED'],
    ['ff01', 'TRUNCATED'],
    ['ff01ff808080', 'TRAILING_BYTES'],
  ])('needs solutions that are one program each: %s', (hex, code) => {
    const write = () => writeGenerator([{ coinName: COIN, solution: bytesOf(hex) }], 'mainnet');
    expect(write).toThrow(expect.objectContaining({ code }));
  });

  test('of thousands of spends is written', () => {
    const spends = Array.from({ length: 3_000 }, () => ({
      coinName: COIN,
      solution: listProgram(PUZZLE, NIL_PROGRAM),
    }));
    expect(
      succeeded(runGenerator(writeGenerator(spends, 'mainnet'), { maxCost: MAX_COST * 3n, strict: true })).spends,
    ).toHaveLength(3_000);
  });
});

test('a generator of one spend by hand', () => {
  expect(generatorOf(program([[51n, HASH, 1n]]))).toEqual(quote(listProgram(SPEND)));
});
