import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createChallengeBook, noteEstimate } from '../src/challenges/challenge-book.ts';

function challengeAt(height: number, weight = BigInt(height), name = height) {
  const challengeHash = new Uint8Array(32);
  new DataView(challengeHash.buffer).setUint32(0, name);
  return { challengeHash, height, weight, difficulty: 5n };
}

describe('which challenges are farmed', () => {
  test('new ones at least as heavy as all before', () => {
    const book = createChallengeBook();
    expect(book.add(challengeAt(2))).toBe(true);
    expect(book.add(challengeAt(3))).toBe(true);
    expect(book.add(challengeAt(3))).toBe(false);
    expect(book.add(challengeAt(1))).toBe(false);
    expect(book.add(challengeAt(3, 3n, 33))).toBe(true);
    expect(book.currentWeight).toBe(3n);
    expect(book.current().map(({ challengeHash }) => challengeHash)).toEqual([
      challengeAt(3).challengeHash,
      challengeAt(3, 3n, 33).challengeHash,
    ]);
  });

  test('lighter ones are known all the same', () => {
    const book = createChallengeBook();
    book.add(challengeAt(3));
    book.add(challengeAt(1));
    expect(book.get(challengeAt(1).challengeHash)).toMatchObject({ height: 1, best: null });
  });
});

describe('memory (Q17)', () => {
  test('what lies more than 30 below the heaviest is forgotten', () => {
    const book = createChallengeBook();
    for (let height = 1; height <= 100; height++) book.add(challengeAt(height));
    expect(book.get(challengeAt(69).challengeHash)).toBeUndefined();
    expect(book.get(challengeAt(70).challengeHash)).toBeDefined();
  });

  test('a flood of challenges of one weight is bounded', () => {
    const book = createChallengeBook();
    for (let name = 1; name <= 1000; name++) book.add(challengeAt(1, 1n, name));
    expect(book.current()).toHaveLength(200);
  });

  test('so are the estimates of a challenge', () => {
    const book = createChallengeBook();
    book.add(challengeAt(1));
    const [challenge] = book.current();
    if (!challenge) throw new Error('no challenge');
    for (let second = 0; second < 1000; second++) noteEstimate(challenge, second);
    expect(challenge.estimates).toHaveLength(200);
  });
});

test('the current weight is the greatest of all, and current challenges have it', () => {
  const facts = fc.record({ height: fc.nat(200), weight: fc.bigInt({ min: 1n, max: 1n << 128n }), name: fc.nat(50) });
  fc.assert(
    fc.property(fc.array(facts, { minLength: 1 }), (all) => {
      const book = createChallengeBook();
      let greatest = 0n;
      for (const { height, weight, name } of all) {
        const isNew = book.get(challengeAt(height, weight, name).challengeHash) === undefined;
        const farmed = book.add(challengeAt(height, weight, name));
        expect(farmed).toBe(isNew && weight >= greatest);
        if (isNew && weight > greatest) greatest = weight;
        expect(book.currentWeight).toBe(greatest);
        for (const challenge of book.current()) expect(challenge.weight).toBe(greatest);
      }
    }),
  );
});
