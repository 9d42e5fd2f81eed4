import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asCompleted } from '../src/lookups/as-completed.ts';
import { createLimiter } from '../src/lookups/limiter.ts';

test('results come in the order in which they are ready', async () => {
  const resolvers: ((value: number) => void)[] = [];
  const promises = [0, 1, 2].map((index) => new Promise<number>((resolve) => (resolvers[index] = resolve)));
  const results = asCompleted(promises);
  const seen: (number | undefined)[] = [];
  for (const index of [2, 0, 1]) {
    resolvers[index]?.(index);
    seen.push((await results.next()).value as number);
  }
  expect(seen).toEqual([2, 0, 1]);
  expect((await results.next()).done).toBe(true);
});

describe('limiter', () => {
  test('never more at a time than allowed, everything gets its turn', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.boolean(), { maxLength: 30 }),
        async (limit, tasks) => {
          const limiter = createLimiter(limit);
          let running = 0;
          let most = 0;
          const outcomes = await Promise.allSettled(
            tasks.map((fails) =>
              limiter.run(async () => {
                running += 1;
                most = Math.max(most, running);
                await new Promise(setImmediate);
                running -= 1;
                if (fails) throw new Error('broken');
                return 1;
              }),
            ),
          );
          expect(most).toBeLessThanOrEqual(limit);
          expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(tasks);
        },
      ),
      { numRuns: 30 },
    );
  });
});
