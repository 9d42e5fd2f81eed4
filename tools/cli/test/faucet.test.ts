import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { commonOptions, RpcRefusal, type RpcRouter, type RunningService, startService } from '@salvia/service';
import { z } from 'zod';
import { salvia, salviaJson } from './support/salvia.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const hash = `0x${'ab'.repeat(32)}`;
const anything = z.looseObject({});

/** Refusals that come before the payment is taken. */
let refusals: string[] = [];
const paid: unknown[] = [];

const transaction = (state: string, amount: string) => ({
  ...{ id: hash, direction: 'outgoing', state, amount, fee: '0', createdAt: 1_700_000_000, reason: null },
  ...{ confirmedHeight: state === 'confirmed' ? 7 : null, acknowledgements: [], inputs: [hash], outputs: [] },
});

/** What the faucet asks of a wallet, with the answers of one. */
function addWalletRoutes(rpc: RpcRouter): void {
  const route = { summary: 'as a wallet', response: anything };
  rpc.post('/send', { ...route, body: anything }, (body) => {
    const code = refusals.shift();
    if (code !== undefined) throw new RpcRefusal(code, `refused: ${code}`);
    paid.push(body);
    return transaction('pending', '100000000000000');
  });
  rpc.get('/transaction', route, () => transaction('confirmed', '100000000000000'));
  const head = { height: 7, headerHash: hash, weight: '9', timestamp: 1_700_000_000 };
  rpc.get('/state', route, () => ({
    ...{ networkId: 'x', nodeId: hash, fingerprint: 1, addressPrefix: 'txch', head, sync: 'idle', caughtUp: true },
    ...{ pending: 0, peers: {} },
  }));
}

describe('salvia faucet', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cli-faucet-'));
  let wallet: RunningService;

  beforeAll(async () => {
    wallet = await startService(
      {
        name: 'wallet',
        description: '',
        build: async ({ rpc }) => {
          addWalletRoutes(rpc);
          return [];
        },
      },
      z.object(commonOptions('wallet')).parse({ rpcPort: 0 }),
      silent,
      () => {},
    );
    mkdirSync(join(folder, 'wallet'));
    writeFileSync(
      join(folder, 'wallet', 'ready.json'),
      JSON.stringify({ pid: 1, port: 1, rpcPort: wallet.ports.rpcPort }),
    );
  });
  beforeEach(() => {
    refusals = [];
    paid.length = 0;
  });
  afterAll(async () => {
    await wallet.stop();
    rmSync(folder, { recursive: true });
  });

  test('finds the wallet of a devnet by its folder, and pays a hundred coins', async () => {
    const { code, out, err } = await salvia('faucet', 'txch1y', '--data-dir', folder);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`100 TXCH, pending: ${hash}\n`);
    expect(paid).toEqual([{ outputs: [{ address: 'txch1y', amount: '100000000000000' }] }]);
  });

  test('pays what it is told, from the wallet it is told, and waits for a block if it is told so', async () => {
    const rpc = wallet.rpcUrl;
    const view = await salviaJson('faucet', 'txch1y', '--rpc', rpc, '--amount', '0.5', '--wait');
    expect(view).toMatchObject({ state: 'confirmed', confirmedHeight: 7 });
    expect(paid).toEqual([{ outputs: [{ address: 'txch1y', amount: '500000000000' }] }]);
  });

  test('waits for the change of the payment before', async () => {
    refusals = ['WAITING_FOR_CHANGE'];
    expect((await salvia('faucet', 'txch1y', '--data-dir', folder)).code).toBe(0);
    expect(paid).toHaveLength(1);
  });

  test('says in one line what the wallet refuses', async () => {
    refusals = ['BAD_ADDRESS'];
    const { code, out, err } = await salvia('faucet', 'nonsense', '--data-dir', folder, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({ error: { code: 'BAD_ADDRESS', message: 'refused: BAD_ADDRESS' } });
    expect(err).toBe('salvia: refused: BAD_ADDRESS\n');
  });

  test('says that no devnet runs there', async () => {
    const { code, out } = await salvia('faucet', 'txch1y', '--data-dir', join(folder, 'nowhere'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'NOT_RUNNING' } });
  });

  test.each([[['faucet']], [['faucet', 'txch1y', '--amount', '-1']], [['faucet', 'txch1y', '--amount', 'much']]])(
    '%j is wrong use',
    async (argv) => {
      expect((await salvia(...argv)).code).toBe(2);
    },
  );
});
