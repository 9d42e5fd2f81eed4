import { describe, expect, test } from '@jest/globals';
import { DEFAULT_CONSTANTS } from '@salvia/protocol';
import { compareWithLeader, createPace, iterationsPerSecond } from '../../src/flow/pace.ts';

const constants = {
  ...DEFAULT_CONSTANTS,
  MIN_ITERS_PROPORTION: 10,
  BLOCK_TIME_TARGET: 300,
  PROPAGATION_THRESHOLD: 300,
};

describe('the estimate of iterations per second', () => {
  test('is what the minimum iterations imply, rounded down', () => {
    expect(iterationsPerSecond(4_194_304n, constants)).toBe(139_810n);
  });

  test('starts at 100,000 and tells whether a block changed it', () => {
    const pace = createPace(constants, null);
    expect(pace.estimate()).toBe(100_000n);
    expect(pace.update(3_000_000n)).toBe(false);
    expect(pace.update(6_000_000n)).toBe(true);
    expect(pace.expectedSeconds(1_000_000n)).toBe(5n);
  });

  test('does not divide by zero when the minimum iterations imply no speed', () => {
    const pace = createPace(constants, null);
    pace.update(1n);
    expect(pace.expectedSeconds(7n)).toBe(7n);
  });
});

describe('the leader among unfinished blocks (consensus 10.5)', () => {
  const leader = { height: 5, seconds: 100n };
  test.each([
    ['a higher block leads, however slow', { height: 6, seconds: 9999n }, 'leads'],
    ['a faster block of the same height leads', { height: 5, seconds: 99n }, 'leads'],
    ['an equally fast one keeps up', { height: 5, seconds: 100n }, 'keeps up'],
    ['one slower by the threshold keeps up', { height: 5, seconds: 400n }, 'keeps up'],
    ['one slower by more is dropped', { height: 5, seconds: 401n }, 'too slow'],
    ['a lower block is dropped', { height: 4, seconds: 1n }, 'too slow'],
  ] as const)('%s', (_, block, verdict) => {
    expect(compareWithLeader(leader, block, constants)).toBe(verdict);
  });

  test('only a block that leads takes the lead', () => {
    const pace = createPace(constants, null);
    expect(pace.judge(5, 10_000_000n)).toBe('leads');
    expect(pace.judge(5, 30_000_000n)).toBe('keeps up');
    expect(pace.judge(5, 41_000_000n)).toBe('too slow');
    expect(pace.judge(5, 1_000_000n)).toBe('leads');
    expect(pace.leaderHeight()).toBe(5);
  });

  test('after a restart any block of the highest stored height beats the restored leader', () => {
    const pace = createPace(constants, 8);
    expect(pace.leaderHeight()).toBe(8);
    expect(pace.judge(7, 1n)).toBe('too slow');
    expect(pace.judge(8, 10n ** 12n)).toBe('leads');
  });
});
