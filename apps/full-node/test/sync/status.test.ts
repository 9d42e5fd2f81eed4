import { describe, expect, test } from '@jest/globals';
import { createSyncProgress } from '../../src/sync/status.ts';
import { createHandTimers } from '../support/hand-timers.ts';

const target = { headerHash: new Uint8Array(32).fill(7), height: 1000, weight: 5000n };

function start() {
  const timers = createHandTimers();
  const lines: { readonly message: string; readonly fields: object }[] = [];
  const info = (fields: object, message: string): void => void lines.push({ message, fields });
  const log = { debug: () => {}, info, warn: () => {}, error: () => {} };
  return { timers, lines, progress: createSyncProgress({ timers, log }) };
}

describe('the status of a sync', () => {
  test('is idle before there is one', () => {
    const { progress, timers } = start();
    expect(progress.isSyncing).toBe(false);
    expect(progress.status()).toEqual({
      state: 'idle',
      target: null,
      forkHeight: null,
      headerHeight: null,
      blockHeight: null,
      blocksPerSecond: null,
      etaSeconds: null,
      peers: 0,
      startedAt: null,
      ignoredAnswers: 0,
      lastFailure: null,
    });
    expect(timers.planned).toBe(0);
  });

  test('follows what the driver says', async () => {
    const { progress, timers } = start();
    const startedAt = timers.now();
    progress.enter('collecting tips');
    progress.aimAt(target);
    progress.enter('hashes');
    progress.peers(3);
    progress.forkAt(100);
    progress.enter('headers');
    progress.headersTo(400);
    for (let height = 110; height <= 200; height += 10) {
      await timers.pass(1000);
      progress.blocksTo(height);
    }
    expect(progress.status()).toEqual({
      state: 'headers',
      target,
      forkHeight: 100,
      headerHeight: 400,
      blockHeight: 200,
      blocksPerSecond: 10,
      etaSeconds: 80,
      peers: 3,
      startedAt,
      ignoredAnswers: 0,
      lastFailure: null,
    });
    progress.headersTo(1000);
    expect(progress.status().state).toBe('blocks');
    progress.enter('idle');
    expect(timers.planned).toBe(0);
  });

  test('keeps what was ignored and the last failure when it is over', () => {
    const { progress, timers } = start();
    progress.enter('collecting tips');
    progress.aimAt(target);
    progress.ignored();
    progress.ignored(2);
    progress.failed('NO_PEERS', 'nobody is left');
    progress.enter('idle');
    const at = timers.now();
    expect(progress.status()).toMatchObject({
      state: 'idle',
      target: null,
      startedAt: null,
      ignoredAnswers: 3,
      lastFailure: { code: 'NO_PEERS', message: 'nobody is left', at },
    });
  });

  test('a new fork begins a new average', async () => {
    const { progress, timers } = start();
    progress.enter('collecting tips');
    progress.aimAt(target);
    progress.forkAt(0);
    await timers.pass(2000);
    progress.blocksTo(100);
    expect(progress.status().blocksPerSecond).toBe(50);
    progress.forkAt(50);
    expect(progress.status()).toMatchObject({ blocksPerSecond: null, etaSeconds: null, blockHeight: 50 });
    progress.enter('idle');
  });

  test('a sync that stands still has no end in sight', async () => {
    const { progress, timers } = start();
    progress.enter('collecting tips');
    progress.aimAt(target);
    progress.forkAt(0);
    await timers.pass(5000);
    expect(progress.status()).toMatchObject({ blocksPerSecond: 0, etaSeconds: null });
    progress.enter('idle');
  });
});

describe('log lines', () => {
  test('come at the begin, every ten seconds, and at the end with what failed', async () => {
    const { progress, timers, lines } = start();
    progress.enter('collecting tips');
    progress.aimAt(target);
    progress.forkAt(0);
    await timers.pass(10_000);
    progress.blocksTo(123);
    await timers.pass(10_000);
    progress.failed('NO_PEERS', 'nobody is left');
    progress.enter('idle');
    await timers.pass(60_000);
    expect(lines.map(({ message }) => message)).toEqual([
      'sync begins',
      'a heavier tip to sync to',
      'syncing',
      'syncing',
      'sync ends',
    ]);
    expect(lines[3]?.fields).toMatchObject({
      state: 'collecting tips',
      blockHeight: 123,
      targetHeight: 1000,
      blocksPerSecond: 6.2,
      peers: 0,
    });
    expect(lines[4]?.fields).toMatchObject({ blockHeight: 123, seconds: 20, lastFailure: 'NO_PEERS' });
  });

  test('tell of no failure of an earlier sync', async () => {
    const { progress, timers, lines } = start();
    progress.enter('collecting tips');
    progress.failed('NO_PEERS', 'nobody is left');
    progress.enter('idle');
    await timers.pass(1);
    progress.enter('collecting tips');
    progress.enter('idle');
    expect(lines.at(-1)?.fields).not.toHaveProperty('lastFailure');
  });
});
