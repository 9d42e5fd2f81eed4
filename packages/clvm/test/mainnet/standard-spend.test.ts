import { describe, expect, test } from '@jest/globals';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import {
  atomHash,
  atomProgram,
  curry,
  intToAtom,
  listProgram,
  runProgram,
  standardPuzzle,
  treeHash,
  writeGenerator,
} from '../../src/index.ts';
import {
  BLOCK,
  bytesOf,
  createLanguage,
  filled,
  hexOf,
  MAX_COST,
  NIL_PROGRAM,
  program,
  quote,
  STRICT,
  succeeded,
} from './support.ts';

/** The spend vector of wallet 2.6: one coin of 14 XCH, two outputs, a fee of 500 mojo. */
const SYNTHETIC_KEY = bytesOf(
  'ad2abf356f2360aac5d6134e2c4b86d4c0b71c7b34d6585ff55b305d0ba9081baad3c55fef66aa15c3f41ac1e7da90b1',
);
const PUZZLE = standardPuzzle(SYNTHETIC_KEY);
const PARENT = concatBytes(filled(31, 0), filled(1, 1));
const COIN_NAME = sha256(concatBytes(PARENT, treeHash(PUZZLE), intToAtom(14_000_000_000_000n)));
const CONDITIONS = program([
  [51n, filled(32, 0xaa), 1000n],
  [51n, filled(32, 0xbb), 13_999_999_998_500n],
  [52n, 500n],
]);
const DELEGATED = quote(CONDITIONS);
const SOLUTION = listProgram(NIL_PROGRAM, DELEGATED, NIL_PROGRAM);
const GENERATOR = writeGenerator([{ coinName: COIN_NAME, solution: listProgram(PUZZLE, SOLUTION) }], 'mainnet');
const PUZZLE_COST = 39_584n;

describe('the spend vector', () => {
  test('has the coin and the program of the specification', () => {
    expect(hexOf(COIN_NAME)).toBe('f2414f79bf0cf59f268189a1143ebdb10f32b776722d672793fe4c6336c4b9d6');
    expect(hexOf(treeHash(DELEGATED))).toBe('044188cc7fed7411ca1697141838bdeed18c9c4bc6ce3fa64b3b96f6d1451945');
  });

  test('costs what the interpreter of today says', () => {
    const { cost, value } = runProgram(PUZZLE, SOLUTION, { maxCost: MAX_COST, strict: true });
    expect(cost).toBe(PUZZLE_COST);
    const signature = program([50n, SYNTHETIC_KEY, treeHash(DELEGATED)]);
    expect(hexOf(value)).toBe(hexOf(concatBytes(Uint8Array.of(0xff), signature, CONDITIONS)));
  });

  test.each([BLOCK, STRICT])('asks for its outputs, its fee and one signature (%#)', (options) => {
    const run = succeeded(createLanguage().runGenerator(GENERATOR, options));
    const message = concatBytes(treeHash(DELEGATED), COIN_NAME, filled(32, 0x11));
    expect(run.spends).toEqual([
      {
        coinName: COIN_NAME,
        puzzleHash: bytesOf('761bbd89ca2a12a4c950f1a4c6df81382425e47221d53869cce882393675d07d'),
        conditions: [
          { kind: 'signature', publicKey: SYNTHETIC_KEY, message },
          { kind: 'createCoin', puzzleHash: filled(32, 0xaa), amount: 1000n },
          { kind: 'createCoin', puzzleHash: filled(32, 0xbb), amount: 13_999_999_998_500n },
          { kind: 'reserveFee', amount: 500n },
        ],
      },
    ]);
    const conditionCost = 1_200_000n + 2n * 1_800_000n;
    expect(run.cost).toBe(20n + PUZZLE_COST + 12_000n * BigInt(GENERATOR.length) + conditionCost);
  });
});

test('a curried program sees its arguments in front of its solution', () => {
  const limits = { maxCost: MAX_COST, strict: true };
  const wholeEnvironment = Uint8Array.of(1);
  const bound = curry(wholeEnvironment, program([7n, 8n]), program(9n));
  expect(hexOf(runProgram(bound, program([10n]), limits).value)).toBe(hexOf(program([[7n, 8n], 9n, 10n])));
  expect(hexOf(runProgram(curry(bound, program(11n)), NIL_PROGRAM, limits).value)).toBe(
    hexOf(program([[7n, 8n], 9n, 11n])),
  );
});

test('the interpreter hashes an atom as we do', () => {
  const atom = filled(40, 5);
  // (sha256 (q . 1) environment)
  const hash = listProgram(Uint8Array.of(11), quote(Uint8Array.of(1)), Uint8Array.of(1));
  const { value } = runProgram(hash, atomProgram(atom), { maxCost: MAX_COST, strict: true });
  expect(value).toEqual(atomProgram(atomHash(atom)));
});
