import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ancestryOf, type BlockRecord, difficultyAt, nextDifficulty, nextMinIters } from '../../src/consensus/index.ts';
import { CHAIN_TESTS, growChain, RELEASE } from './support/chains.ts';

const START = 1_600_000_000n;
const steady = (seconds: bigint) => (height: number) => START + seconds * BigInt(height);

describe('difficulty: the worked examples of consensus 6.3', () => {
  test('release constants', () => {
    const timestamp = (height: number): bigint =>
      START + 250n * BigInt(Math.min(height, 300)) + 400n * BigInt(Math.max(0, height - 300));
    const chain = growChain(577, RELEASE, { timestamp });
    expect(difficultyAt(ancestryOf(chain), 319)).toBe(1048576n);
    expect(difficultyAt(ancestryOf(chain), 320)).toBe(1256960n);
    expect(difficultyAt(ancestryOf(chain), 575)).toBe(1256960n);
    expect(difficultyAt(ancestryOf(chain), 576)).toBe(973824n);
  });

  test('chain-test constants, each block a second after the other', () => {
    const chain = ancestryOf(growChain(15, CHAIN_TESTS, { timestamp: steady(1n) }));
    expect([7, 8, 13, 14].map((height) => difficultyAt(chain, height))).toEqual([1n, 3n, 3n, 9n]);
  });
});

describe('difficulty: limits', () => {
  const changes = (seconds: bigint): bigint => {
    const chain = growChain(320, RELEASE, { timestamp: steady(seconds) });
    return nextDifficulty(ancestryOf(chain), RELEASE);
  };

  test('blocks on target leave it as it is', () => {
    expect(changes(300n)).toBe(1048576n);
  });

  test('at most DIFFICULTY_FACTOR times more, at least that part of it', () => {
    expect(changes(1n)).toBe(3145728n);
    expect(changes(30_000n)).toBe(349440n);
  });

  test('never below 1', () => {
    const chain = growChain(40, CHAIN_TESTS, { timestamp: steady(10_000n) });
    expect(nextDifficulty(ancestryOf(chain), CHAIN_TESTS)).toBe(1n);
  });

  test('blocks without any time between them count as one second apart (Q7)', () => {
    expect(changes(0n)).toBe(3145728n);
  });

  test('one span of no time is one second, the other stays as it is', () => {
    // h1 = 5, h2 = 7, h3 = 11: the spans of height 14
    const times = [0n, 10n, 20n, 30n, 40n, 50n, 50n, 50n, 60n, 70n, 80n, 90n, 100n, 110n];
    const chain = ancestryOf(growChain(14, CHAIN_TESTS, { timestamp: (height) => START + (times[height] as bigint) }));
    const [previous, current] = [difficultyAt(chain, 7), difficultyAt(chain, 13)];
    const [late, early] = [40n, 1n];
    const measured = (2n * previous * late * 10n + 2n * 4n * current * early * 10n) / (3n * late * early);
    expect(nextDifficulty(chain, CHAIN_TESTS)).toBe(measured < 3n * current ? measured : 3n * current);
  });

  test('a large negative difficulty ends at the lower limit', () => {
    // t2 − t1 = 300 and t3 − t2 = −100
    const backwards = (height: number): bigint => START - (height > 70 ? 100n : 0n);
    const chain = growChain(320, RELEASE, { timestamp: backwards });
    expect(nextDifficulty(ancestryOf(chain), RELEASE)).toBe(349440n);
  });

  test('a small negative difficulty loses its sign in truncation (Q7)', () => {
    // First adjustment: t2 − t1 = 11 and t3 − t2 = −4 give ⌊(2·1·−4·10 + 2·4·1·11·10) / (3·−4·11)⌋ = −7, so 7, capped.
    const times = [0n, 1n, -3n, -3n, -3n, -3n, -3n, -3n];
    const chain = growChain(8, CHAIN_TESTS, { timestamp: (height) => START + (times[height] as bigint) });
    expect(nextDifficulty(ancestryOf(chain), CHAIN_TESTS)).toBe(3n);
  });
});

describe('difficulty: laws', () => {
  const steps = fc.array(fc.integer({ min: -20, max: 60 }), { minLength: 50, maxLength: 50 });
  const chainOf = (gaps: readonly number[]): BlockRecord[] => {
    let now = START;
    const times = gaps.map((gap) => (now += BigInt(gap)));
    return growChain(gaps.length, CHAIN_TESTS, { timestamp: (height) => times[height] as bigint });
  };

  test('weight rises with each block, whatever the times', () => {
    fc.assert(
      fc.property(steps, (gaps) => {
        const chain = chainOf(gaps);
        chain.slice(1).forEach((block, i) => expect(block.weight).toBeGreaterThan((chain[i] as BlockRecord).weight));
      }),
    );
  });

  test('it changes at epoch and delay only, by at most the factor', () => {
    fc.assert(
      fc.property(steps, (gaps) => {
        const chain = ancestryOf(chainOf(gaps));
        for (let height = 1; height <= chain.height; height++) {
          const [before, after] = [difficultyAt(chain, height - 1), difficultyAt(chain, height)];
          if (height % 6 !== 2 || height < 6) expect(after).toBe(before);
          expect(after).toBeLessThanOrEqual(3n * before);
          expect(3n * after).toBeGreaterThanOrEqual(before - 2n);
        }
      }),
    );
  });
});

describe('minimum iterations', () => {
  test('the worked examples of consensus 6.3', () => {
    const totals = new Map([
      [5, 6012n],
      [11, 24835n],
    ]);
    let total = 0n;
    const iterations = (height: number): bigint => {
      const step = (totals.get(height) ?? total + 100n) - total;
      total += step;
      return step;
    };
    const chain = ancestryOf(growChain(15, CHAIN_TESTS, { timestamp: steady(10n), iterations }));
    expect([0, 7, 8, 13, 14].map((height) => chain.at(height).minIters)).toEqual([50n, 50n, 100n, 100n, 313n]);
  });

  test('never below 1 (Q7)', () => {
    const chain = growChain(8, CHAIN_TESTS, { timestamp: steady(10n), iterations: () => 1n });
    expect(nextMinIters(ancestryOf(chain), CHAIN_TESTS)).toBe(1n);
  });

  test('are truncated to the significant bits', () => {
    const chain = growChain(8, CHAIN_TESTS, { timestamp: steady(10n), iterations: () => 1_000_333n });
    expect(nextMinIters(ancestryOf(chain), CHAIN_TESTS)).toBe(100_032n);
  });
});

test('an ancestry knows no height outside its chain', () => {
  const chain = ancestryOf(growChain(3, CHAIN_TESTS, { timestamp: steady(10n) }), 1);
  expect(chain.at(1).height).toBe(1);
  expect(() => chain.at(2)).toThrow(RangeError);
  expect(() => chain.at(-1)).toThrow(RangeError);
});
