import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { commonOptions, type RunningService, startService } from '@salvia/service';
import { z } from 'zod';
import { main } from '../src/index.ts';
import { barOf } from '../src/show/sync-bar.ts';
import type { SyncView } from '../src/show/sync-view.ts';
import { salvia, salviaJson } from './support/salvia.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const idle: SyncView = {
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
};
const syncing: SyncView = {
  ...idle,
  state: 'headers',
  target: { height: 1100, headerHash: `0x${'ab'.repeat(32)}`, weight: '5000' },
  forkHeight: 100,
  headerHeight: 400,
  blockHeight: 350,
  blocksPerSecond: 12.34,
  etaSeconds: 4000,
  peers: 3,
  startedAt: 1_700_000_000_000,
};
const failed = { code: 'NO_PEERS', message: 'nobody is left', at: 1_700_000_001_000 };

let service: RunningService;
let other: RunningService;
/** What the service answers, one after the other; the last one again and again. */
let answers: SyncView[] = [];
let asked = 0;

const serve = (name: string, hasSync: boolean) =>
  startService(
    {
      name,
      description: '',
      build: async ({ rpc }) => {
        const get = () => ({ ...answers[Math.min(asked++, answers.length - 1)] });
        if (hasSync)
          rpc.get('/sync', { summary: 'sync', response: z.looseObject({}) }, get as () => Record<string, never>);
        return [];
      },
    },
    z.object(commonOptions('full-node')).parse({ rpcPort: 0 }),
    silent,
    () => {},
  );

beforeAll(async () => {
  service = await serve('salvia-test', true);
  other = await serve('salvia-other', false);
});
beforeEach(() => {
  asked = 0;
});
afterAll(async () => {
  await service.stop();
  await other.stop();
});

/** Runs it as on a terminal; the bar itself needs a real one. */
async function onTerminal(...argv: readonly string[]) {
  let out = '';
  const write = (text: string): void => {
    out += text;
  };
  const code = await main(argv, { isTTY: true, out: write, err: write });
  return { code, out };
}

describe('show --sync elsewhere than on a terminal', () => {
  test('says in one line how far it is', async () => {
    answers = [syncing];
    const { out, code } = await salvia('show', '--sync', '--rpc', service.rpcUrl);
    expect(out).toBe('headers: block 350, header 400, of 1100, 12.3 blocks/s, 1 h 6 min left, 3 peers\n');
    expect({ code, asked }).toEqual({ code: 0, asked: 1 });
  });

  test('gives programs all of it', async () => {
    answers = [syncing];
    expect(await salviaJson('show', '--sync', '--rpc', service.rpcUrl)).toEqual(syncing);
  });

  test('says that there is none, and what failed last', async () => {
    answers = [{ ...idle, lastFailure: failed }];
    const { out } = await salvia('show', '--sync', '--rpc', service.rpcUrl);
    expect(out).toBe('no sync is under way; last failure at 2023-11-14T22:13:21.000Z: nobody is left (NO_PEERS)\n');
  });

  test('has no figures before they are known', async () => {
    answers = [{ ...idle, state: 'collecting tips', peers: 2 }];
    const { out } = await salvia('show', '--sync', '--rpc', service.rpcUrl);
    expect(out).toBe('collecting tips: no target yet, 2 peers\n');
  });

  test('is for full nodes, and stands alone', async () => {
    expect((await salvia('show', '--sync', '--rpc', other.rpcUrl)).err).toContain('is no full node');
    expect((await salvia('show', 'tips', '--sync', '--rpc', service.rpcUrl)).code).toBe(2);
  });
});

describe('show --sync on a terminal', () => {
  test('follows until the sync is over', async () => {
    answers = [
      syncing,
      { ...syncing, blockHeight: 1100, state: 'finishing' },
      { ...idle, lastFailure: { ...failed, at: 1 } },
    ];
    const { out, code } = await onTerminal('show', '--sync', '--rpc', service.rpcUrl);
    expect({ out, code, asked }).toEqual({ out: 'the sync is over\n', code: 0, asked: 3 });
  });

  test('says why it is over too early', async () => {
    answers = [syncing, { ...idle, lastFailure: failed }];
    const { out } = await onTerminal('show', '--sync', '--rpc', service.rpcUrl);
    expect(out).toBe('the sync is over; last failure at 2023-11-14T22:13:21.000Z: nobody is left (NO_PEERS)\n');
  });

  test('ends at once where there is none, and for JSON', async () => {
    answers = [idle];
    expect((await onTerminal('show', '--sync', '--rpc', service.rpcUrl)).out).toBe('no sync is under way\n');
    answers = [syncing];
    expect(JSON.parse((await onTerminal('show', '--sync', '--json', '--rpc', service.rpcUrl)).out)).toEqual(syncing);
  });

  test('ends cleanly with Ctrl-C', async () => {
    answers = [syncing];
    const before = process.listenerCount('SIGINT');
    const running = onTerminal('show', '--sync', '--rpc', service.rpcUrl);
    while (process.listenerCount('SIGINT') === before) await new Promise((resolve) => setImmediate(resolve));
    process.emit('SIGINT');
    expect(await running).toMatchObject({ code: 0, out: expect.stringMatching(/^headers: block 350/) });
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  test('the bar counts from the fork', () => {
    expect(barOf(syncing)).toEqual({
      total: 1000,
      done: 250,
      state: 'headers',
      height: 350,
      target: 1100,
      figures: '12.3 blocks/s, 1 h 6 min left, 3 peers',
    });
    expect(barOf({ ...idle, state: 'hashes' })).toMatchObject({ total: 1, done: 0, height: '?', target: '?' });
  });
});
