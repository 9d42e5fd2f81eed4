import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { heaviestTip } from '@salvia/blockchain';
import { headerHash } from '@salvia/protocol';
import { type ChainPeer, startChainPeer } from './chain-peer.ts';
import { type PreparedChain, prepareChain } from './prepared-chain.ts';
import { until } from './process.ts';
import { type Service, startService } from './service.ts';
import { type StateView, type SyncView, text } from './views.ts';

const seconds = 1000;
const length = 60;
const heights = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const sorted = (of: ReadonlySet<number>) => [...of].sort((a, b) => a - b);

describe('a full node that is killed while it syncs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'salvia-e2e-'));
  let prepared: PreparedChain;
  let peer: ChainPeer;
  let node: Service;

  const start = async () => {
    const config = { port: 0, rpcPort: 0, peers: [peer.address] };
    node = await startService(folder, { name: 'node', role: 'full-node', config });
  };
  const kill = async () => {
    node.signal('SIGKILL');
    await node.ended;
  };
  const status = () => node.rpc.get<SyncView>('/sync');
  const reaches = (wanted: Partial<SyncView>) =>
    until(async () => {
      const view = await status();
      return Object.entries(wanted).every(([key, value]) => view[key as keyof SyncView] === value) ? view : null;
    }, 60 * seconds);

  const blocksReceived = async () =>
    (await node.rpc.metrics()).get('salvia_network_messages_total{direction="in",name="respond_block"}') ?? 0;

  beforeAll(async () => {
    prepared = await prepareChain(folder, length);
    peer = await startChainPeer(prepared.network, prepared.chain);
  }, 300 * seconds);
  afterAll(async () => {
    await node?.stop();
    await peer?.close();
    await prepared?.close();
    rmSync(folder, { recursive: true });
  }, 60 * seconds);

  test(
    'waits for the list of header hashes, and is killed',
    async () => {
      await peer.serve({ hashes: false });
      await start();
      const { target } = await reaches({ state: 'hashes' });
      expect(target?.height).toBe(length);
      await kill();
      expect(peer.asked.hashes).toBe(1);
    },
    90 * seconds,
  );

  test(
    'goes on with that tip, which nobody has to claim again, and is killed while headers come',
    async () => {
      await peer.serve({ header: (height) => height <= 30, block: (height) => height <= 20 });
      await start();
      const { target } = await reaches({ state: 'headers', headerHeight: 30, blockHeight: 20 });
      expect(target?.height).toBe(length);
      await kill();
      const { asked } = peer;
      expect(asked.hashes).toBe(1);
      expect(asked.headers).toContain(1);
      expect(asked.blocks).not.toContain(length);
    },
    90 * seconds,
  );

  test(
    'has the list and its blocks still, and is killed while others come',
    async () => {
      await peer.serve({ block: (height) => height < 41 || height > 45 });
      await start();
      await reaches({ state: 'blocks', headerHeight: length, blockHeight: 40 });
      // Those above the gap wait for the five that are missing; after a second, in the database.
      await until(async () => ((await blocksReceived()) >= length - 20 - 5 ? true : null), 60 * seconds);
      await sleep(2 * seconds);
      await kill();
      const { asked } = peer;
      expect(asked.hashes).toBe(0);
      expect(sorted(asked.headers)).toEqual(heights(21, length));
      expect(sorted(asked.blocks)).toEqual(heights(21, length));
    },
    90 * seconds,
  );

  test(
    'asks for nothing but the blocks that it lacks, and is done',
    async () => {
      await peer.serve({});
      await start();
      const { headerHash: hash } = await until(async () => {
        const { tips } = await node.rpc.state<StateView>();
        return tips.find(({ height }) => height === length) ?? null;
      }, 60 * seconds);
      expect(hash).toBe(text(headerHash(heaviestTip(prepared.chain))));
      await reaches({ state: 'idle', lastFailure: null });
      const { asked } = peer;
      expect(asked.hashes).toBe(0);
      expect(sorted(asked.blocks)).toEqual(heights(41, 45));
    },
    90 * seconds,
  );
});
