import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { merkleRoot, merkleSet, provesExclusion, provesInclusion } from '../../src/consensus/index.ts';
import { codeOf, fill, fromHex, toHex } from './support/hex.ts';

const high = fromHex(`80${'00'.repeat(31)}`);
/** Values of few bits, so that long common prefixes and chains of one-sided nodes are frequent. */
const close = fc.tuple(
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: 0, max: 31 }),
  fc.integer({ min: 0, max: 255 }),
);
const closeValue = close.map(([first, at, byte]) => {
  const value = fill(0);
  value[0] = first << 6;
  value[at] = (value[at] as number) ^ byte;
  return value;
});
const value = fc.oneof(closeValue, fc.uint8Array({ minLength: 32, maxLength: 32 }));
const values = fc.array(value, { maxLength: 24 });

describe('roots', () => {
  test.each([
    [[], '00'.repeat(32)],
    [[fill(1)], 'ce041765675ad4d93378e20bd3a7d0d97ddcf3385fb6341581b21d4bc9e3e69e'],
    [[fill(1), fill(2)], 'c75378dcf88ab5b0b15e04cc90abf04ea1db9e14cf2e6607ec608c57a2c3a970'],
    [[fill(1), fill(2), high], '47b8c736ecc94dabe425d760658e6eefe8e80e372e914ffdfb910d2a68822cf3'],
  ])('of %p', (set, root) => {
    expect(toHex(merkleRoot(set))).toBe(root);
  });

  test('do not depend on order or repetition', () => {
    fc.assert(
      fc.property(values, (set) => {
        expect(merkleRoot([...set, ...[...set].reverse()])).toEqual(merkleRoot(set));
      }),
    );
  });

  test('differ for different sets', () => {
    fc.assert(
      fc.property(values, value, (set, other) => {
        const has = set.some((member) => toHex(member) === toHex(other));
        expect(toHex(merkleRoot([...set, other])) === toHex(merkleRoot(set))).toBe(has);
      }),
    );
  });

  test('values of another size are refused', () => {
    expect(codeOf(() => merkleRoot([new Uint8Array(31)]))).toBe('BAD_SET_VALUE');
  });
});

describe('proofs', () => {
  test('of every member show inclusion, of every other value exclusion', () => {
    fc.assert(
      fc.property(values, value, (list, other) => {
        const set = merkleSet(list);
        for (const asked of [...list, other]) {
          const member = list.some((one) => toHex(one) === toHex(asked));
          const { included, proof } = set.prove(asked);
          expect(included).toBe(member);
          expect(provesInclusion(set.root, asked, proof)).toBe(member);
          expect(provesExclusion(set.root, asked, proof)).toBe(!member);
        }
      }),
    );
  });

  test('show nothing under another root', () => {
    fc.assert(
      fc.property(values, value, (list, asked) => {
        const { proof } = merkleSet(list).prove(asked);
        expect(provesInclusion(fill(7), asked, proof)).toBe(false);
        expect(provesExclusion(fill(7), asked, proof)).toBe(false);
      }),
    );
  });

  test('damaged in one byte, cut or extended, never show the opposite', () => {
    const damage = fc.record({ at: fc.nat(), with: fc.integer({ min: 1, max: 255 }) });
    fc.assert(
      fc.property(values, value, damage, (list, asked, change) => {
        const set = merkleSet(list);
        const { included, proof } = set.prove(asked);
        const opposite = included ? provesExclusion : provesInclusion;
        const changed = Uint8Array.from(proof);
        const at = change.at % proof.length;
        changed[at] = (changed[at] as number) ^ change.with;
        for (const bad of [changed, proof.slice(0, at), Uint8Array.from([...proof, 0])]) {
          expect(opposite(set.root, asked, bad)).toBe(false);
        }
      }),
    );
  });

  test('have the documented bytes', () => {
    const pair = merkleSet([fill(1), fill(2)]);
    // Two values that share six bits: a chain of one-sided nodes, then both leaves in full.
    const bytes = `${'02'.repeat(7)}01${'01'.repeat(32)}01${'02'.repeat(32)}${'00'.repeat(6)}`;
    expect(toHex(pair.prove(fill(1)).proof)).toBe(bytes);
    // A value whose path leaves that chain at once sees the pair in full as well.
    expect(toHex(pair.prove(high).proof)).toBe(bytes);
    expect(toHex(merkleSet([fill(1)]).prove(fill(2)).proof)).toBe(`01${'01'.repeat(32)}`);
    expect(toHex(merkleSet([]).prove(fill(2)).proof)).toBe('00');
  });
});

describe('malformed proofs show nothing', () => {
  const root = merkleRoot([fill(1), high]);
  const [low, top] = [`01${'01'.repeat(32)}`, `01${toHex(high)}`];

  test.each([
    ['the right one', `02${low}${top}`, true],
    ['leaves on the wrong sides', `02${top}${low}`, false],
    ['no bytes', '', false],
    ['an unknown tag', `04${low}${top}`, false],
    ['a leaf that is cut', `02${low}${top.slice(0, -2)}`, false],
    ['a missing child', `02${low}`, false],
    ['bytes behind it', `02${low}${top}00`, false],
    ['the root alone', `03${toHex(root)}`, false],
    ['a node with one leaf', `02${low}00`, false],
    ['a node with none', '020000', false],
    ['endless nodes', '02'.repeat(300), false],
  ])('%s', (_, proof, shows) => {
    expect(provesInclusion(root, fill(1), fromHex(proof))).toBe(shows);
    expect(provesExclusion(root, fill(1), fromHex(proof))).toBe(false);
  });

  test('of a value of another size', () => {
    expect(provesInclusion(root, new Uint8Array(31), fromHex(`02${low}${top}`))).toBe(false);
  });
});
