import { describe, expect, test } from '@jest/globals';
import { calculateIterations } from '@salvia/blockchain/consensus';
import fc from 'fast-check';
import { createPace } from '../src/challenges/pace.ts';

const constants = { MIN_ITERS_STARTING: 2n ** 22n, MIN_ITERS_PROPORTION: 10, BLOCK_TIME_TARGET: 300 };
const qualityString = () => fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('estimates', () => {
  test('before a full node has told its rate, that of the network file holds', () => {
    // 2^22 · 10 / 300
    expect(createPace(constants).ips).toBe(139810n);
  });

  test('iterations follow from the minimum that the rate implies', () => {
    const pace = createPace(constants);
    fc.assert(
      fc.property(
        qualityString(),
        fc.integer({ min: 18, max: 40 }),
        fc.bigInt({ min: 10n, max: 10n ** 7n }),
        (quality, k, ips) => {
          pace.setIps(ips);
          const { iterations, seconds } = pace.estimate(quality, k, 2n ** 20n);
          expect(iterations).toBe(calculateIterations(quality, k, 2n ** 20n, (ips * 300n) / 10n));
          expect(Math.abs(seconds - Number(iterations) / Number(ips))).toBeLessThanOrEqual(0.001 + seconds * 1e-9);
        },
      ),
    );
  });

  test('a rate of zero counts as one', () => {
    const pace = createPace(constants);
    pace.setIps(0n);
    expect(pace.estimate(new Uint8Array(32).fill(255), 18, 1n)).toEqual({ iterations: 30n, seconds: 30 });
  });

  test('a plot size that is out of range is refused', () => {
    const refused = () => createPace(constants).estimate(new Uint8Array(32), 5, 1n);
    expect(refused).toThrow(expect.objectContaining({ code: 'PLOT_SIZE_OUT_OF_RANGE' }));
  });
});
