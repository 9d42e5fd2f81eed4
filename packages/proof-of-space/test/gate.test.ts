import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createGate } from '../src/plot-file/gate.ts';

describe('gate', () => {
  test('runs all tasks, in order of arrival and never more at once than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 4 }), fc.nat(12), async (scheduler, limit, tasks) => {
        const gate = createGate(limit);
        const started: number[] = [];
        let running = 0;
        const all = Array.from({ length: tasks }, (_, i) =>
          gate(async () => {
            started.push(i);
            expect(++running).toBeLessThanOrEqual(limit);
            await scheduler.schedule(Promise.resolve());
            running--;
            return i;
          }),
        );
        await scheduler.waitFor(Promise.all(all));
        expect(await Promise.all(all)).toEqual(started);
      }),
    );
  });

  test('lets the next one in after a failure', async () => {
    const gate = createGate(1);
    await expect(gate(() => Promise.reject(new Error('first')))).rejects.toThrow('first');
    await expect(gate(() => Promise.resolve('second'))).resolves.toBe('second');
  });
});
