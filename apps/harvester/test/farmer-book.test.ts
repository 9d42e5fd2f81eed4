import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createFarmerBook } from '../src/lookups/farmer-book.ts';

const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill);
const alice = bytes(32, 1);
const bob = bytes(32, 2);
const keysOf = (fill: number) => ({ farmerPublicKeys: [bytes(48, fill)], poolPublicKeys: [bytes(48, fill + 100)] });
const plotOf = (fill: number, name: number) => ({
  path: `/plots/${name}.plot`,
  plotId: bytes(32, name),
  farmerPublicKey: bytes(48, fill),
  poolPublicKey: bytes(48, fill + 100),
});
const challengeOf = (nodeId: Uint8Array, fill: number) => ({ nodeId, challengeHash: bytes(32, fill) });

describe('whose plots', () => {
  test('nobody owns anything before the handshake', () => {
    const book = createFarmerBook();
    book.remember(challengeOf(alice, 9));
    expect(book.owns(alice, plotOf(1, 1))).toBe(false);
    expect(book.takeDue(challengeOf(alice, 9), [plotOf(1, 1)])).toEqual([]);
  });

  test('both keys must be the farmer’s, each in its own list', () => {
    const book = createFarmerBook();
    book.shakeHands(alice, keysOf(1));
    expect(book.owns(alice, plotOf(1, 1))).toBe(true);
    expect(book.owns(alice, plotOf(2, 1))).toBe(false);
    expect(book.owns(bob, plotOf(1, 1))).toBe(false);
    expect(book.owns(alice, { farmerPublicKey: bytes(48, 101), poolPublicKey: bytes(48, 1) })).toBe(false);
  });

  test('the last handshake counts', () => {
    const book = createFarmerBook();
    book.shakeHands(alice, keysOf(1));
    book.shakeHands(alice, keysOf(2));
    expect(book.owns(alice, plotOf(1, 1))).toBe(false);
    expect(book.owns(alice, plotOf(2, 1))).toBe(true);
  });
});

describe('what is due', () => {
  test('a plot is due once per challenge, and again when the challenge comes again', () => {
    const book = createFarmerBook();
    book.shakeHands(alice, keysOf(1));
    const challenge = challengeOf(alice, 9);
    const plots = [plotOf(1, 1), plotOf(2, 2), plotOf(1, 3)];
    expect(book.takeDue(challenge, plots)).toEqual([]);
    book.remember(challenge);
    expect(book.takeDue(challenge, plots)).toEqual([plots[0], plots[2]]);
    expect(book.takeDue(challenge, [...plots, plotOf(1, 4)])).toEqual([plotOf(1, 4)]);
    book.remember(challenge);
    expect(book.takeDue(challenge, plots)).toEqual([plots[0], plots[2]]);
  });

  test('challenges that came before the handshake wait for it', () => {
    const book = createFarmerBook();
    book.remember(challengeOf(alice, 8));
    book.remember(challengeOf(alice, 9));
    book.shakeHands(alice, keysOf(1));
    expect(book.challenges(alice)).toEqual([challengeOf(alice, 9), challengeOf(alice, 8)]);
    expect(book.takeDue(challengeOf(alice, 8), [plotOf(1, 1)])).toHaveLength(1);
  });

  test('a replaced file is another plot', () => {
    const book = createFarmerBook();
    book.shakeHands(alice, keysOf(1));
    book.remember(challengeOf(alice, 9));
    book.takeDue(challengeOf(alice, 9), [plotOf(1, 1)]);
    const replaced = { ...plotOf(1, 1), plotId: bytes(32, 77) };
    expect(book.takeDue(challengeOf(alice, 9), [replaced])).toEqual([replaced]);
  });
});

test('at most six challenges per farmer and sixteen farmers are kept, the newest first', () => {
  const event = fc.record({ farmer: fc.integer({ min: 0, max: 30 }), challenge: fc.integer({ min: 0, max: 30 }) });
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 200 }), (events) => {
      const book = createFarmerBook();
      for (const { farmer, challenge } of events) book.remember(challengeOf(bytes(32, farmer), challenge));
      const last = events.at(-1) as (typeof events)[number];
      const all = book.challenges();
      expect(all[0]).toEqual(challengeOf(bytes(32, last.farmer), last.challenge));
      const farmers = new Set(all.map(({ nodeId }) => nodeId[0]));
      expect(farmers.size).toBeLessThanOrEqual(16);
      for (const farmer of farmers) expect(book.challenges(bytes(32, farmer as number)).length).toBeLessThanOrEqual(6);
    }),
  );
});
