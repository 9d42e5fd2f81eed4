import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { atATime } from '../src/measure/at-a-time.ts';
import { interleave } from '../src/measure/interleave.ts';
import { loopDelayDuring } from '../src/measure/loop-delay.ts';
import { callsPerSecond, msPerCall } from '../src/measure/time.ts';

describe('interleaved runs', () => {
  test('subjects take turns, and warm-up rounds are not counted', async () => {
    const calls: string[] = [];
    const subject = (name: string) => (round: number) => {
      calls.push(`${name}${round}`);
      return round * 10;
    };
    const rounds: number[] = [];
    const samples = await interleave(
      { a: subject('a'), b: async (round) => subject('b')(round) + 1 },
      { rounds: 2, warmUp: 1, onRound: (done, of) => rounds.push(done, of) },
    );
    expect(calls).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
    expect(samples).toEqual({ a: [10, 20], b: [11, 21] });
    expect(rounds).toEqual([1, 3, 2, 3, 3, 3]);
  });

  test('a subject that fails ends it', async () => {
    const failure = Object.assign(new Error('no'), { code: 'WRONG_RESULT' });
    const subjects = { a: () => Promise.reject(failure) };
    await expect(interleave(subjects, { rounds: 1, warmUp: 0 })).rejects.toMatchObject({ code: 'WRONG_RESULT' });
  });
});

describe('rates', () => {
  test('calls are numbered without a gap and their number is what the rate stands for', () => {
    const indices: number[] = [];
    const rate = callsPerSecond((index) => indices.push(index), 2);
    expect(indices).toEqual(indices.map((_, index) => index));
    expect(rate).toBeGreaterThan(0);
    expect(indices.length).toBeGreaterThan(1);
  });

  test('even the shortest batch has one call', () => {
    let calls = 0;
    expect(Number.isFinite(msPerCall(() => calls++, 0))).toBe(true);
    expect(calls).toBe(1);
  });
});

describe('work side by side', () => {
  test('every job runs once, and no more at a time than allowed', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    const jobs = Array.from({ length: 10 }, (_, index) => async () => {
      most = Math.max(most, ++running);
      await setTimeout(1);
      done.push(index);
      running--;
    });
    await atATime(3, jobs);
    expect(most).toBe(3);
    expect(done.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

test('a blocked event loop shows', async () => {
  const blocked = await loopDelayDuring(async () => {
    await setTimeout(5);
    const end = performance.now() + 40;
    while (performance.now() < end);
    await setTimeout(5);
  });
  // No claim about speed: the loop was held up for the 40 ms above, however slow the machine is.
  expect(blocked.max).toBeGreaterThan(30);
  expect(blocked.p99).toBeLessThanOrEqual(blocked.max);
});
