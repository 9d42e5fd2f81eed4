import { describe, expect, test } from '@jest/globals';
import type { Log, Startable } from '../src/index.ts';
import { createSequence } from '../src/lifecycle/sequence.ts';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function recorded(events: string[], name: string, faults: Partial<Startable> = {}): Startable {
  return {
    name,
    start: async () => void events.push(`start ${name}`),
    stop: async () => void events.push(`stop ${name}`),
    ...faults,
  };
}

const fails = async () => {
  throw new Error('broken');
};

describe('start in order, stop in reverse', () => {
  test('all well', async () => {
    const events: string[] = [];
    const sequence = createSequence([recorded(events, 'a'), recorded(events, 'b')], silent);
    await sequence.start();
    expect(await sequence.stop(1000)).toBe(true);
    expect(events).toEqual(['start a', 'start b', 'stop b', 'stop a']);
  });

  test('a part that fails to start is stopped with those before it, and those after it never start', async () => {
    const events: string[] = [];
    const sequence = createSequence(
      [recorded(events, 'a'), recorded(events, 'b', { start: fails }), recorded(events, 'c')],
      silent,
    );
    await expect(sequence.start()).rejects.toThrow('broken');
    expect(await sequence.stop(1000)).toBe(true);
    expect(events).toEqual(['start a', 'stop b', 'stop a']);
  });

  test('a part that fails to stop does not keep the others up', async () => {
    const events: string[] = [];
    const sequence = createSequence([recorded(events, 'a'), recorded(events, 'b', { stop: fails })], silent);
    await sequence.start();
    expect(await sequence.stop(1000)).toBe(false);
    expect(events).toEqual(['start a', 'start b', 'stop a']);
  });

  test('a part that never stops is left behind', async () => {
    const events: string[] = [];
    const sequence = createSequence(
      [recorded(events, 'a'), recorded(events, 'b', { stop: () => new Promise(() => {}) })],
      silent,
    );
    await sequence.start();
    expect(await sequence.stop(20)).toBe(false);
    expect(events).toEqual(['start a', 'start b', 'stop a']);
  });
});
