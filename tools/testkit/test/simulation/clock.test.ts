import { readFile } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createClock } from '../../src/index.ts';

const startMs = 1_700_000_000_000;
const newClock = (seed = 'clock') => createClock({ seed, startMs });

describe('time', () => {
  test('goes from event to event, and stops where it is told to', async () => {
    const clock = newClock();
    const timers = clock.timersOf('someone');
    const seen: number[] = [];
    for (const wait of [50, 10, 30.2]) timers.after(wait, () => seen.push(clock.now() - startMs));
    await clock.pass(40);
    expect(seen).toEqual([10, 31]); // moments are whole milliseconds
    expect(clock.now()).toBe(startMs + 40);
    await clock.pass(60);
    expect(seen).toEqual([10, 31, 50]);
  });

  test('a timer can be called off, also by another one of the same moment', async () => {
    const clock = newClock();
    const timers = clock.timersOf('someone');
    const seen: string[] = [];
    timers.after(5, () => cancel());
    const cancel = timers.after(5, () => seen.push('cancelled'));
    timers.after(5, () => seen.push('kept'));
    await clock.pass(10);
    expect(seen).toEqual(['kept']);
  });

  test('repeats until it is ended', async () => {
    const clock = newClock();
    let count = 0;
    const end = clock.timersOf('someone').every(10, () => {
      count += 1;
      if (count === 3) end();
    });
    await clock.pass(1000);
    expect(count).toBe(3);
  });

  test('a pause ends at its time, or when it is aborted', async () => {
    const clock = newClock();
    const timers = clock.timersOf('someone');
    const ending = new AbortController();
    const times: number[] = [];
    const note = () => times.push(clock.now() - startMs);
    void timers.pause(20).then(note);
    void timers.pause(500, ending.signal).then(note);
    timers.after(100, () => ending.abort());
    await clock.pass(1000);
    await timers.pause(1000, ending.signal);
    expect(times).toEqual([20, 100]);
  });

  test('the order of owners within a moment comes from the seed, that of one owner from himself', async () => {
    async function order(seed: string, names: readonly string[]): Promise<string> {
      const clock = newClock(seed);
      const seen: string[] = [];
      for (const name of names)
        for (const part of ['1', '2']) clock.timersOf(name).after(7, () => seen.push(name + part));
      await clock.pass(7);
      return seen.join(' ');
    }
    const names = ['a', 'b', 'c', 'd', 'e'];
    const found = await order('one', names);
    expect(await order('one', [...names].reverse())).toBe(found);
    expect(names.every((name) => found.includes(`${name}1 ${name}2`))).toBe(true);
    const others = await Promise.all(['two', 'three', 'four', 'five'].map((seed) => order(seed, names)));
    expect(new Set([found, ...others]).size).toBeGreaterThan(1);
  });

  test('property: whatever is planned happens once, in the order of time', async () => {
    const waits = fc.array(fc.nat(50), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(waits, async (planned) => {
        const clock = newClock();
        const seen: number[] = [];
        for (const [index, wait] of planned.entries())
          clock.timersOf(`owner ${index % 5}`).after(wait, () => seen.push(wait));
        await clock.pass(50);
        expect(seen).toEqual([...planned].sort((a, b) => a - b));
      }),
      { numRuns: 50 },
    );
  });
});

describe('real work', () => {
  /** Answers each number with its double, later. */
  const doubler = `const { parentPort } = require('node:worker_threads');
    parentPort.on('message', (n) => setTimeout(() => parentPort.postMessage(2 * n), 20));`;

  test('the clock stands still until a watched thread has answered', async () => {
    const clock = newClock();
    const worker = new Worker(doubler, { eval: true });
    const thread = clock.work.watched({
      double: (n: number) =>
        new Promise<number>((resolve) => {
          worker.once('message', resolve);
          worker.postMessage(n);
        }),
    });
    const seen: string[] = [];
    const timers = clock.timersOf('someone');
    timers.after(10, () => void thread.double(21).then((n) => seen.push(`${n} at ${clock.now() - startMs}`)));
    timers.after(11, () => seen.push('next'));
    await clock.pass(20);
    await worker.terminate();
    expect(seen).toEqual(['42 at 10', 'next']);
  });

  test('and until nobody gives way or waits for a file any more', async () => {
    const clock = newClock();
    const seen: string[] = [];
    async function work(): Promise<void> {
      for (let step = 0; step < 30; step++) await turn();
      await readFile(new URL(import.meta.url));
      await Promise.resolve();
      seen.push(`done at ${clock.now() - startMs}`);
    }
    const timers = clock.timersOf('someone');
    timers.after(10, () => void work());
    timers.after(11, () => seen.push('next'));
    await clock.pass(20);
    expect(seen).toEqual(['done at 10', 'next']);
  });

  test('what is watched fails as it did before, and its values are its own', async () => {
    const failing = newClock().work.watched({
      size: 3,
      fail: async () => {
        throw new RangeError('no');
      },
    });
    expect(failing.size).toBe(3);
    await expect(failing.fail()).rejects.toBeInstanceOf(RangeError);
  });
});

describe('waiting', () => {
  test('for a condition: how long it took, or null', async () => {
    const clock = newClock();
    let isSo = false;
    clock.timersOf('someone').after(30, () => {
      isSo = true;
    });
    expect(await clock.until(() => isSo, { withinMs: 20 })).toBeNull();
    expect(await clock.until(() => isSo, { withinMs: 20 })).toBe(10);
    expect(await clock.until(() => isSo, { withinMs: 20 })).toBe(0);
  });

  test('for a promise, which may fail', async () => {
    const clock = newClock();
    const timers = clock.timersOf('someone');
    expect(await clock.settle(timers.pause(500).then(() => 'there'))).toBe('there');
    expect(clock.now()).toBe(startMs + 500);
    await expect(clock.settle(Promise.reject(new TypeError('no')))).rejects.toBeInstanceOf(TypeError);
  });

  test('for what never comes, or too late, is an error', async () => {
    const clock = newClock();
    const never = new Promise(() => undefined);
    await expect(clock.settle(never)).rejects.toMatchObject({ code: 'NOTHING_LEFT' });
    clock.timersOf('someone').every(10, () => undefined);
    await expect(clock.settle(never, 100)).rejects.toMatchObject({ code: 'TOO_LATE', context: { withinMs: 100 } });
  });

  test('two at once are one too many', async () => {
    const clock = newClock();
    const first = clock.pass(10);
    await expect(clock.pass(10)).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
    await first;
  });
});
