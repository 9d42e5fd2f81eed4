import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { layout } from '../../src/plan/layout.ts';
import { type ChainPeer, startChainPeer } from './chain-peer.ts';
import { type PreparedChain, prepareChain } from './prepared-chain.ts';
import { until } from './process.ts';
import { type Service, startService } from './service.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';
import type { StateView, SyncView } from './views.ts';

const seconds = 1000;
const megabyte = 1 << 20;
const length = 100;
const salvia = fileURLToPath(new URL('../../../cli/bin/salvia.mjs', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'salvia-e2e-'));
const places = layout(folder);
const disk = smallDisk(places.data('node'), 16 * megabyte);
const cannot = typeof disk === 'string' ? disk : null;
if (cannot !== null) process.stderr.write(`skipped: a disk that is full: ${cannot}\n`);
const title = 'a full node whose disk is full while it syncs';

(cannot === null ? describe : describe.skip)(cannot === null ? title : `${title} (skipped: ${cannot})`, () => {
  const { fill, free } = disk as SmallDisk;
  let prepared: PreparedChain;
  let peer: ChainPeer;
  let node: Service;

  const start = async () => {
    const config = { port: 0, rpcPort: 0, peers: [peer.address] };
    node = await startService(folder, { name: 'node', role: 'full-node', config });
  };
  const status = () => node.rpc.get<SyncView>('/sync');
  const lines = () => readFileSync(places.log('node'), 'utf8').trim().split('\n');
  const height = async () => Math.max(...(await node.rpc.state<StateView>()).tips.map((tip) => tip.height));
  const check = () =>
    spawnSync(
      process.execPath,
      [salvia, 'db', 'check', '--data-dir', places.data('node'), '--network', places.network],
      {
        encoding: 'utf8',
      },
    );

  beforeAll(async () => {
    prepared = await prepareChain(folder, length);
    peer = await startChainPeer(prepared.network, prepared.chain);
  }, 300 * seconds);
  afterAll(async () => {
    await node?.stop();
    await peer?.close();
    await prepared?.close();
    (disk as SmallDisk).remove();
    rmSync(folder, { recursive: true });
  }, 60 * seconds);

  test(
    'says so in its log and over RPC, and lives',
    async () => {
      // The tip has to be shown, or there is no sync.
      await peer.serve({ block: (at) => at <= 20 || at === length });
      await start();
      await until(async () => ((await status()).blockHeight === 20 ? true : null), 60 * seconds);
      fill();
      await peer.serve({});
      const { state } = await until(async () => {
        const view = await status();
        return view.lastFailure?.code === 'DISK_FULL' ? view : null;
      }, 60 * seconds);
      expect(state).not.toBe('idle');
      const errors = lines().map((line) => JSON.parse(line) as { level: string; code?: string });
      expect(errors).toContainEqual(expect.objectContaining({ level: 'error', code: 'DISK_FULL' }));
      expect(await height()).toBeLessThan(length);
    },
    150 * seconds,
  );

  test(
    'has lost nothing when it is killed then',
    async () => {
      const before = await height();
      node.signal('SIGKILL');
      await node.ended;
      expect(check()).toMatchObject({ status: 0 });
      await start();
      expect(await height()).toBeGreaterThanOrEqual(before);
      await until(async () => ((await status()).lastFailure?.code === 'DISK_FULL' ? true : null), 60 * seconds);
    },
    150 * seconds,
  );

  test(
    'goes on by itself once there is space',
    async () => {
      free();
      await until(async () => ((await height()) === length ? true : null), 60 * seconds);
      await until(async () => ((await status()).state === 'idle' ? true : null), 60 * seconds);
      await node.stop();
      const { status: code, stdout, stderr } = check();
      expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
    },
    150 * seconds,
  );
});
