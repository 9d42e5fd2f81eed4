import { describe, expect, test } from '@jest/globals';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { intToAtom, NIL, readProgram, standardPuzzleBeta18, treeHash, writeGenerator } from '../../src/index.ts';
import { BLOCK_COST, bytesOf, filled, hexOf, type Item, languageWith, program, quote, toyG1 } from './support.ts';

/** The spend vector of wallet 2.6 under the beta's puzzle and codes: a coin of 14, two outputs, a fee of 500 mojo. */
const KEY = bytesOf('8cf9590585eafc287497b15ec7e32e0e5bdcb27a0eef799b66ba685898514976a1933f2e03efeeca81064983a1372d68');
const PUZZLE = standardPuzzleBeta18(KEY);
const PUZZLE_HASH = bytesOf('cda1874e6d3b6d319746b4ee1a6a38c5465f274faf278977610f829de58ba20c');
const PARENT = concatBytes(filled(31, 0), filled(1, 1));
const COIN_NAME = sha256(concatBytes(PARENT, PUZZLE_HASH, intToAtom(14_000_000_000_000n)));
const CONDITIONS: Item = [
  [0x33n, filled(32, 0xaa), 1000n],
  [0x33n, filled(32, 0xbb), 13_999_999_998_500n],
  [0x3an, 500n],
];
const PUZZLE_COST = 4_121n;

const generatorWith = (conditions: Item): Uint8Array => {
  const solution = program([readProgram(PUZZLE), [quote(conditions), NIL]]);
  return writeGenerator([{ coinName: COIN_NAME, solution }], 'beta18');
};

const run = (costRatio: number, conditions: Item) =>
  languageWith(costRatio, toyG1).runGenerator(generatorWith(conditions), { maxCost: BLOCK_COST, strict: true });

describe('the spend vector', () => {
  test('has the coin and the programs of the specification', () => {
    expect(hexOf(COIN_NAME)).toBe('2316f2f2dd04d14e627b30cae2638078fe593b4e1d7fcf6abc21a963b6583cd8');
    expect(hexOf(treeHash(program(quote(CONDITIONS))))).toBe(
      'e4527468eb49d610d10f0cc88956da5d0058da8c527ed23f8909ec3646548797',
    );
    expect(hexOf(treeHash(program(quote(NIL))))).toBe(
      'f3a579254623f8094e07af862df2e45c9db5592b4105d34a256dd6c498416288',
    );
  });

  test('asks for its outputs, its fee and one signature, at the cost of the specification', () => {
    expect(run(0, CONDITIONS)).toEqual({
      cost: 1n + PUZZLE_COST,
      spends: [
        {
          coinName: COIN_NAME,
          puzzleHash: PUZZLE_HASH,
          conditions: [
            { kind: 'signature', publicKey: KEY, message: treeHash(program(quote(CONDITIONS))) },
            { kind: 'createCoin', puzzleHash: filled(32, 0xaa), amount: 1000n },
            { kind: 'createCoin', puzzleHash: filled(32, 0xbb), amount: 13_999_999_998_500n },
            { kind: 'reserveFee', amount: 500n },
          ],
        },
      ],
    });
    const bytes = BigInt(generatorWith(CONDITIONS).length);
    expect(run(108, CONDITIONS)).toMatchObject({ cost: 1n + PUZZLE_COST + 108n * (bytes + 20n + 2n * 200n) });
  });

  test('without outputs it still wants its signature', () => {
    expect(run(0, NIL)).toMatchObject({
      cost: 1n + 832n,
      spends: [{ conditions: [{ kind: 'signature', publicKey: KEY, message: treeHash(program(quote(NIL))) }] }],
    });
  });
});
