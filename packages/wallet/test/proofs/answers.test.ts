import { describe, expect, test } from '@jest/globals';
import { merkleSet } from '@salvia/blockchain';
import { type Coin, coinName } from '@salvia/protocol';
import fc from 'fast-check';
import { type AdditionsAnswer, checkAdditions, checkRemovals, type RemovalsAnswer } from '../../src/index.ts';
import { hashOfText, payment } from '../support/blocks.ts';
import { servedBlock } from '../support/served-block.ts';

const own = hashOfText('own');
const other = hashOfText('other');
const absent = hashOfText('absent');
const made: readonly Coin[] = [
  payment(own, 5n, 'a'),
  payment(other, 6n, 'b'),
  payment(own, 7n, 'c'),
  payment(hashOfText('third'), 0n, 'd'),
];
const spent: readonly Coin[] = [payment(own, 1n, 'x'), payment(other, 2n, 'y'), payment(own, 3n, 'z')];
const nameOf = (index: number): Uint8Array => coinName(spent[index] as Coin);
const unspent = coinName(payment(own, 4n, 'unspent'));
const block = servedBlock(made, spent);

describe('additions', () => {
  const asked = [own, absent];
  const honest = block.additions(asked);
  const [ownGroup, absentGroup] = honest.coins as [AdditionsAnswer['coins'][number], AdditionsAnswer['coins'][number]];
  const [ownProof, absentProof] = honest.proofs as [
    [Uint8Array, Uint8Array, Uint8Array],
    [Uint8Array, Uint8Array, null],
  ];
  const verdict = (answer: AdditionsAnswer) => checkAdditions(block.header, asked, answer);

  test('of an honest answer are all coins of the puzzle hashes', () => {
    expect(verdict(honest)).toEqual({ coins: [made[0], made[2]] });
    expect(checkAdditions(block.header, [], block.additions([]))).toEqual({ coins: [] });
    expect(checkAdditions(block.header, null, block.additions(null))).toEqual({
      coins: expect.arrayContaining([...made]),
    });
  });

  test.each<[string, string, Uint8Array | null, AdditionsAnswer]>([
    ['a key is left out', 'NOT_WHAT_WAS_ASKED', own, { coins: [absentGroup], proofs: [absentProof] }],
    ['nothing is answered', 'NOT_WHAT_WAS_ASKED', own, { coins: [], proofs: [] }],
    ['keys change places', 'NOT_WHAT_WAS_ASKED', own, block.additions([absent, own])],
    ['a key is too many', 'NOT_WHAT_WAS_ASKED', null, block.additions([own, absent, other])],
    ['there are no proofs', 'NOT_WHAT_WAS_ASKED', own, { coins: honest.coins, proofs: null }],
    ['a proof is left out', 'NOT_WHAT_WAS_ASKED', absent, { coins: honest.coins, proofs: [ownProof] }],
    [
      'a proof is of another key',
      'NOT_WHAT_WAS_ASKED',
      own,
      { coins: honest.coins, proofs: [absentProof, absentProof] },
    ],
    ['a payment is denied', 'BAD_PROOF', own, { ...honest, coins: [[own, []], absentGroup] }],
    [
      'one of two payments is withheld',
      'BAD_PROOF',
      own,
      { ...honest, coins: [[own, ownGroup[1].slice(1)], absentGroup] },
    ],
    [
      'a coin is invented',
      'BAD_PROOF',
      own,
      { ...honest, coins: [[own, [...ownGroup[1], payment(own, 9n, 'new')]], absentGroup] },
    ],
    [
      'an amount is another',
      'BAD_PROOF',
      own,
      { ...honest, coins: [[own, ownGroup[1].map((coin) => ({ ...coin, amount: 8n }))], absentGroup] },
    ],
    [
      'a coin is of another puzzle hash',
      'WRONG_COIN',
      own,
      { ...honest, coins: [[own, [made[1] as Coin]], absentGroup] },
    ],
    [
      'a coin is named twice',
      'WRONG_COIN',
      own,
      { ...honest, coins: [[own, [...ownGroup[1], ...ownGroup[1]]], absentGroup] },
    ],
    [
      'coins are invented for what has none',
      'BAD_PROOF',
      absent,
      { ...honest, coins: [ownGroup, [absent, [payment(absent, 1n, 'q')]]] },
    ],
    [
      'the proof of the list is missing',
      'BAD_PROOF',
      own,
      { ...honest, proofs: [[own, ownProof[1], null], absentProof] },
    ],
    [
      'a proof is cut short',
      'BAD_PROOF',
      own,
      { ...honest, proofs: [[own, ownProof[1].slice(0, -1), ownProof[2]], absentProof] },
    ],
    [
      'a proof is of a set of its own',
      'BAD_PROOF',
      absent,
      { ...honest, proofs: [ownProof, [absent, merkleSet([own, other]).prove(absent).proof, null]] },
    ],
  ])('are a lie if %s', (_what, fault, key, answer) => {
    expect(verdict(answer)).toEqual({ fault, key });
  });

  test.each<[string, string, AdditionsAnswer]>([
    ['a coin is withheld', 'WRONG_ROOT', { coins: block.additions(null).coins.slice(1), proofs: null }],
    [
      'a puzzle hash has no coins',
      'NOT_WHAT_WAS_ASKED',
      { coins: [...block.additions(null).coins, [absent, []]], proofs: null },
    ],
    ['a coin is under another puzzle hash', 'WRONG_COIN', { coins: [[absent, [...made]]], proofs: null }],
    ['there are proofs', 'NOT_WHAT_WAS_ASKED', honest],
  ])('of a whole block are a lie if %s', (_what, fault, answer) => {
    expect(checkAdditions(block.header, null, answer)).toMatchObject({ fault });
  });

  test('of any block: an honest answer passes, and no change of a proof does', () => {
    const puzzleHashes = [own, other, absent, hashOfText('third')];
    const coin = fc.record({
      parentCoinInfo: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      puzzleHash: fc.constantFrom(...puzzleHashes),
      amount: fc.bigInt({ min: 0n, max: 1n << 63n }),
    });
    fc.assert(
      fc.property(
        fc.array(coin, { minLength: 1, maxLength: 12 }),
        fc.subarray(puzzleHashes, { minLength: 1 }),
        fc.nat(),
        (coins, keys, at) => {
          const served = servedBlock(coins);
          const answer = served.additions(keys);
          const wanted = keys.flatMap((key) => coins.filter(({ puzzleHash }) => puzzleHash === key));
          expect(checkAdditions(served.header, keys, answer)).toEqual({ coins: wanted });
          const [key, proof, listProof] = answer.proofs?.[0] as [Uint8Array, Uint8Array, Uint8Array | null];
          const place = at % proof.length;
          const changed = proof.with(place, (proof[place] as number) ^ 1);
          const forged = { ...answer, proofs: [[key, changed, listProof] as const, ...(answer.proofs ?? []).slice(1)] };
          expect(checkAdditions(served.header, keys, forged as AdditionsAnswer)).toEqual({ fault: 'BAD_PROOF', key });
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('removals', () => {
  const asked = [nameOf(0), unspent];
  const honest = block.removals(asked);
  const [first, second] = honest.coins as [RemovalsAnswer['coins'][number], RemovalsAnswer['coins'][number]];
  const proofs = honest.proofs as [readonly [Uint8Array, Uint8Array], readonly [Uint8Array, Uint8Array]];
  const verdict = (answer: RemovalsAnswer) => checkRemovals(block.header, asked, answer);

  test('of an honest answer are the coins that are spent', () => {
    expect(verdict(honest)).toEqual({ removed: [nameOf(0)] });
    for (const everything of [null, []])
      expect(checkRemovals(block.header, everything, block.removals(null))).toEqual({ removed: spent.map(coinName) });
  });

  test('of a block that spends nothing are none, whatever was asked', () => {
    const idle = servedBlock(made);
    for (const nothing of [[], null])
      expect(checkRemovals(idle.header, asked, { coins: [], proofs: nothing })).toEqual({ removed: [] });
    expect(checkRemovals(idle.header, asked, idle.removals(asked))).toEqual({ removed: [] });
    expect(checkRemovals(idle.header, null, { coins: [], proofs: null })).toEqual({ removed: [] });
  });

  test.each<[string, string, Uint8Array | null, RemovalsAnswer]>([
    ['all are withheld', 'NOT_WHAT_WAS_ASKED', nameOf(0), { coins: [], proofs: null }],
    ['a key is left out', 'NOT_WHAT_WAS_ASKED', nameOf(0), { coins: [second], proofs: [proofs[1]] }],
    ['a key is too many', 'NOT_WHAT_WAS_ASKED', null, block.removals([...asked, nameOf(1)])],
    ['there are no proofs', 'NOT_WHAT_WAS_ASKED', nameOf(0), { coins: honest.coins, proofs: null }],
    ['a spend is denied', 'BAD_PROOF', nameOf(0), { ...honest, coins: [[nameOf(0), null], second] }],
    [
      'a spend is invented',
      'BAD_PROOF',
      unspent,
      { ...honest, coins: [first, [unspent, payment(own, 4n, 'unspent')]] },
    ],
    ['the coin is another one', 'WRONG_COIN', nameOf(0), { ...honest, coins: [[nameOf(0), spent[1] as Coin], second] }],
    [
      'a proof is of a set of its own',
      'BAD_PROOF',
      unspent,
      { ...honest, proofs: [proofs[0], [unspent, merkleSet([nameOf(0)]).prove(unspent).proof]] },
    ],
    [
      'a proof is cut short',
      'BAD_PROOF',
      nameOf(0),
      { ...honest, proofs: [[nameOf(0), proofs[0][1].slice(0, -1)], proofs[1]] },
    ],
  ])('are a lie if %s', (_what, fault, key, answer) => {
    expect(verdict(answer)).toEqual({ fault, key });
  });

  test.each<[string, string, RemovalsAnswer]>([
    ['one is withheld', 'WRONG_ROOT', { coins: block.removals(null).coins.slice(1), proofs: null }],
    ['all are withheld', 'WRONG_ROOT', { coins: [], proofs: null }],
    ['a coin is missing', 'WRONG_COIN', { coins: [[nameOf(0), null]], proofs: null }],
    ['there are proofs', 'NOT_WHAT_WAS_ASKED', honest],
  ])('of a whole block are a lie if %s', (_what, fault, answer) => {
    expect(checkRemovals(block.header, null, answer)).toMatchObject({ fault });
  });
});
