import { beforeEach, describe, expect, test } from '@jest/globals';
import { createMetrics, type JsonValue, type RpcRouter, toRpcJson } from '@salvia/service';
import type { z } from 'zod';
import { addSyncRoute, syncSummary } from '../../src/rpc/sync.ts';
import { createSyncProgress, type SyncProgress } from '../../src/sync/status.ts';
import { addSyncMetrics } from '../../src/sync-metrics.ts';
import { createHandTimers, type HandTimers } from '../support/hand-timers.ts';
import { silent } from '../support/node.ts';

const target = { headerHash: new Uint8Array(32).fill(7), height: 1000, weight: 2n ** 70n };

let timers: HandTimers;
let progress: SyncProgress;

beforeEach(() => {
  timers = createHandTimers();
  progress = createSyncProgress({ timers, log: silent });
});

/** Ten blocks a second for five seconds. */
async function sync(): Promise<void> {
  progress.enter('collecting tips');
  progress.aimAt(target);
  progress.forkAt(100);
  progress.enter('headers');
  progress.headersTo(300);
  progress.peers(2);
  progress.ignored();
  await timers.pass(5000);
  progress.blocksTo(150);
}

/** The answer of the route, checked by its own schema. */
function answer(): JsonValue {
  const answers: JsonValue[] = [];
  const get = (path: string, { response }: { response: z.ZodType }, handler: () => unknown): void => {
    expect(path).toBe('/sync');
    answers.push(response.parse(toRpcJson(handler() as never)) as JsonValue);
  };
  addSyncRoute({ get } as unknown as RpcRouter, progress);
  return answers[0] as JsonValue;
}

describe('/rpc/sync', () => {
  test('answers while nothing is synced', () => {
    expect(answer()).toMatchObject({ state: 'idle', target: null, blocksPerSecond: null, lastFailure: null });
    expect(syncSummary(progress.status())).toBeNull();
  });

  test('answers what a sync is at, and why something failed', async () => {
    await sync();
    progress.failed('INVALID_WEIGHT', 'the claimed chain fails at height 301');
    expect(answer()).toEqual({
      state: 'headers',
      target: { height: 1000, headerHash: `0x${'07'.repeat(32)}`, weight: '1180591620717411303424' },
      forkHeight: 100,
      headerHeight: 300,
      blockHeight: 150,
      blocksPerSecond: 10,
      etaSeconds: 85,
      peers: 2,
      startedAt: timers.now() - 5000,
      ignoredAnswers: 1,
      lastFailure: { code: 'INVALID_WEIGHT', message: 'the claimed chain fails at height 301', at: timers.now() },
    });
    expect(syncSummary(progress.status())).toEqual({ state: 'headers', blockHeight: 150, targetHeight: 1000 });
  });
});

describe('salvia_sync_*', () => {
  test('are 0 while nothing is synced, but for the state', async () => {
    const metrics = createMetrics();
    addSyncMetrics(metrics, progress);
    const text = await metrics.registry.metrics();
    expect(text).toContain('salvia_sync_state{state="idle"} 1');
    expect(text).toContain('salvia_sync_state{state="headers"} 0');
    expect(text).toContain('salvia_sync_block_height 0');
  });

  test('show what a sync is at', async () => {
    const metrics = createMetrics();
    addSyncMetrics(metrics, progress);
    await sync();
    const text = await metrics.registry.metrics();
    for (const line of [
      'salvia_sync_state{state="idle"} 0',
      'salvia_sync_state{state="headers"} 1',
      'salvia_sync_target_height 1000',
      'salvia_sync_header_height 300',
      'salvia_sync_block_height 150',
      'salvia_sync_blocks_per_second 10',
      'salvia_sync_eta_seconds 85',
      'salvia_sync_peers 2',
      'salvia_sync_ignored_answers_total 1',
    ])
      expect(text).toContain(`${line}\n`);
  });
});
