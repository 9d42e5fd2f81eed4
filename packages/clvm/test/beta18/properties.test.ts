import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ClvmNode, NIL, type Spend, treeHash, writeProgram } from '../../src/index.ts';
import { nodes } from '../arbitraries.ts';
import {
  BLOCK_COST,
  evaluated,
  generatorOf,
  type Item,
  languageWith,
  program,
  quote,
  spendsOf,
  tree,
} from './support.ts';

const OPERATORS = Array.from({ length: 0x1e - 3 }, (_, at) => BigInt(4 + at));
const atoms = fc.oneof(
  fc.uint8Array({ maxLength: 3 }),
  fc.uint8Array({ maxLength: 12 }),
  fc.bigInt({ min: -40n, max: 40n }).map(tree),
);

/** Trees that often are programs with a value. */
const { programs } = fc.letrec<{ programs: ClvmNode }>((tie) => ({
  programs: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(atoms, nodes).map((value) => tree(quote(value))),
    fc.constantFrom<Item>(1n, 2n, 3n, 5n, 7n).map(tree),
    fc
      .tuple(fc.constantFrom(...OPERATORS), fc.array(tie('programs'), { maxLength: 3 }))
      .map((item) => tree(item.flat())),
    fc.tuple(tie('programs'), tie('programs')).map(([body, value]) => tree([[5n, quote(body), value]])),
  ),
}));

describe('whatever a program is', () => {
  test('it ends with a value at a cost that is not negative, or with one of two reasons', () => {
    let values = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: programs }, nodes), nodes, (program, environment) => {
        const result = evaluated(program, environment, 1_000_000n);
        if (typeof result === 'string') {
          expect(['EVALUATION', 'BLOCK_COST_EXCEEDS_MAX']).toContain(result);
        } else {
          values++;
          expect(result.cost).toBeGreaterThanOrEqual(1);
          expect(Number.isSafeInteger(result.cost)).toBe(true);
          // A value can be written, so it is a tree of atoms.
          expect(writeProgram(result.value).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
    expect(values).toBeGreaterThan(50);
  });

  test('its cost is the least limit under which it has its value', () => {
    fc.assert(
      fc.property(programs, nodes, fc.nat(), (program, environment, any) => {
        const result = evaluated(program, environment, 1_000_000n);
        if (typeof result === 'string') return;
        const { cost } = result;
        expect(evaluated(program, environment, BigInt(cost))).toEqual(result);
        expect(evaluated(program, environment, BigInt(cost + any))).toEqual(result);
        expect(evaluated(program, environment, BigInt(any % cost))).toBe('BLOCK_COST_EXCEEDS_MAX');
      }),
    );
  });

  test('a list of its values costs their costs', () => {
    fc.assert(
      fc.property(programs, programs, nodes, (left, right, environment) => {
        const [first, rest] = [evaluated(left, environment), evaluated(right, environment)];
        const both = evaluated([5n, left, right], environment);
        if (typeof first === 'string' || typeof rest === 'string') {
          expect(typeof both).toBe('string');
        } else {
          expect(both).toEqual({ value: { first: first.value, rest: rest.value }, cost: 11 + first.cost + rest.cost });
        }
      }),
      { numRuns: 50 },
    );
  });

  test('its tree hash is that of its bytes', () => {
    fc.assert(
      fc.property(nodes, (node) => {
        expect(evaluated([0x15n, 1n], node)).toMatchObject({ value: treeHash(writeProgram(node)) });
      }),
    );
  });
});

describe('whatever a generator is', () => {
  const language = languageWith(108);
  const errors = ['INVALID_COIN_SOLUTION', 'SEXP_ERROR', 'INVALID_CONDITION', 'BLOCK_COST_EXCEEDS_MAX'];

  const generators = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    nodes.map((node) => writeProgram(node)),
    fc.tuple(programs, nodes).map(([puzzle, solution]) => generatorOf(puzzle, solution)),
    nodes.map((conditions) => generatorOf(quote(conditions))),
  );

  test('it never throws', () => {
    fc.assert(
      fc.property(generators, fc.bigInt({ min: -1n, max: BLOCK_COST }), (generator, maxCost) => {
        const result = language.runGenerator(generator, { maxCost, strict: true });
        if ('error' in result) expect(errors).toContain(result.error);
        else expect(result.cost <= maxCost && result.cost > 0n).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a hundred thousand levels', () => {
  const DEPTH = 100_000;
  const nest = (wrap: (inner: ClvmNode) => ClvmNode, innermost: ClvmNode): ClvmNode => {
    let node = innermost;
    for (let level = 0; level < DEPTH; level++) node = wrap(node);
    return node;
  };
  const leaf = Uint8Array.of(7);
  const leftward = nest((first) => ({ first, rest: NIL }), leaf);
  const rightward = nest((rest) => ({ first: leaf, rest }), NIL);

  test('of operators, in the first operand or in the last', () => {
    const sums = nest((inner) => tree([0x0cn, inner, quote(1n)]), tree(quote(0n)));
    expect(evaluated(sums)).toMatchObject({ value: tree(BigInt(DEPTH)) });
    const others = nest((inner) => tree([0x0cn, quote(1n), inner]), tree(quote(0n)));
    expect(evaluated(others)).toMatchObject({ value: tree(BigInt(DEPTH)) });
  });

  test('of operands', () => {
    const ones = nest((rest) => ({ first: tree(quote(1n)), rest }), NIL);
    expect(evaluated({ first: Uint8Array.of(0x0c), rest: ones })).toMatchObject({ value: tree(BigInt(DEPTH)) });
  });

  test.each([
    ['leftward', leftward],
    ['rightward', rightward],
  ])('of data, %s', (_side, data) => {
    const result = evaluated([0x15n, 1n], data);
    expect(result).toMatchObject({ value: treeHash(writeProgram(data)) });
    expect(spendsOf(generatorOf(quote([[0x63n, data]])))).toMatchObject([{ conditions: [] }]);
  });

  test('of programs that compute programs', () => {
    const heads = nest((inner) => ({ first: inner, rest: NIL }), tree([5n, quote(quote(3n)), 1n]));
    // The innermost yields ((q 3)), the level above it the value 3, and the next finds no program in that.
    expect(evaluated(heads)).toBe('EVALUATION');
  });

  test('or very many spends and conditions', () => {
    const count = 20_000;
    const spend = tree([new Uint8Array(32), [quote(NIL), NIL]]);
    const spends = spendsOf(program(quote(Array.from({ length: count }, () => spend))));
    expect(spends.length).toBe(count);
    const [{ conditions } = { conditions: [] }] = spendsOf(
      generatorOf(quote(Array.from({ length: count }, (): Item => [0x3an, 1n]))),
    ) as readonly Spend[];
    expect(conditions.length).toBe(count);
  });
});
