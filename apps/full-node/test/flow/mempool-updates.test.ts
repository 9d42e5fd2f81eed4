import { describe, expect, test } from '@jest/globals';
import { createMempoolUpdates } from '../../src/flow/mempool-updates.ts';

/** Rounds that last until they are told to end. */
function controlled() {
  const waiting: { resolve(): void; reject(error: Error): void }[] = [];
  let running = 0;
  let most = 0;
  let rounds = 0;
  const updates = createMempoolUpdates(async () => {
    running += 1;
    rounds += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject })).finally(() => {
      running -= 1;
    });
  });
  return {
    updates,
    end: () => waiting.shift()?.resolve(),
    fail: (error: Error) => waiting.shift()?.reject(error),
    counts: () => ({ rounds, most }),
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('updates of the mempools', () => {
  test('run one at a time, and however many tips came meanwhile one more round serves them all', async () => {
    const { updates, end, counts } = controlled();
    updates.begin();
    updates.begin();
    updates.begin();
    let settled = false;
    const done = updates.settled().then(() => {
      settled = true;
    });
    end();
    await turn();
    expect(counts()).toEqual({ rounds: 2, most: 1 });
    expect(settled).toBe(false);
    end();
    await done;
    expect(counts()).toEqual({ rounds: 2, most: 1 });
  });

  test('are settled from the start, and begin again after a failure that was heard', async () => {
    const { updates, end, fail, counts } = controlled();
    await updates.settled();
    updates.begin();
    const heard = updates.settled();
    fail(new Error('the disk is full'));
    await expect(heard).rejects.toThrow('the disk is full');
    updates.begin();
    end();
    await updates.settled();
    expect(counts().rounds).toBe(2);
  });

  test('a failure that nobody waits for ends nothing', async () => {
    const { updates, fail } = controlled();
    updates.begin();
    fail(new Error('unheard'));
    await turn();
    await updates.settled();
  });
});
