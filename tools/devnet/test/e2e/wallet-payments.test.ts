import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BASE_FARMER_FEE, blockReward, rewardCoins } from '@salvia/blockchain';
import { selectBackend } from '@salvia/bls';
import { genesisBlock, type NetworkFile, NodeType, parseNetworkFile } from '@salvia/protocol';
import type { TransactionView } from '@salvia/wallet-client';
import { layout } from '../../src/plan/layout.ts';
import { connectProbe, type Probe } from './probe.ts';
import { type DevnetProcess, readyFile, rpcOf, startDevnet, until } from './process.ts';
import { reorganise } from './reorganisation.ts';
import { bytesOf, type CoinView, coinOf, type StateView } from './views.ts';
import { devnetWallet, pay, startWallet, type TestWallet, untilSettled } from './wallets.ts';

const seconds = 1000;
const minutes = 60 * seconds;
const nodes = ['node-1', 'node-2'] as const;
const coin = 1_000_000_000_000n;

/** Payments back and forth: so many before the other branch, so many after it. */
const [paymentsBefore, paymentsAfter] = [24, 26];

/** What all blocks up to a height made, in mojos. */
function supplyAt({ genesis }: { genesis: readonly { readonly amount: bigint }[] }, height: number): bigint {
  const first = genesis.reduce((sum, { amount }) => sum + amount, 0n);
  return first + BigInt(height) * (blockReward(1) + BASE_FARMER_FEE);
}

interface Sent {
  readonly from: TestWallet;
  readonly id: string;
  readonly amount: bigint;
  readonly fee: bigint;
}

describe('two wallets of a devnet', () => {
  let devnet: DevnetProcess;
  let network: NetworkFile;
  let ports: Readonly<Record<string, { readonly port: number }>>;
  let peer: Probe;
  /** Gets all rewards; the other one has what it is paid only. */
  let rich: TestWallet;
  let poor: TestWallet;
  const sent: Sent[] = [];
  /** Mojos that the poor one was given first. */
  let given = 0n;

  const stateOf = (node: string) => rpcOf(devnet.folder, node).state<StateView>();
  const tipHeight = async () => Math.max(...(await stateOf('node-1')).tips.map(({ height }) => height));
  /** Stops time: no proof of time, no block. */
  const timelord = (signal: 'SIGSTOP' | 'SIGCONT') =>
    process.kill(readyFile(devnet.folder, 'timelord')?.pid ?? 0, signal);
  const recordOf = ({ from, id }: Sent): Promise<TransactionView> => from.client.transaction({ id });
  const supply = (height: number) => supplyAt({ genesis: rewardCoins(genesisBlock(network).header.data) }, height);

  beforeAll(async () => {
    await selectBackend();
    devnet = startDevnet(['--block-time', '4', '--plots', '8']);
    const running = await devnet.event('running', 4 * minutes);
    ({ ports } = running as unknown as { ports: typeof ports });
    network = parseNetworkFile(JSON.parse(readFileSync(layout(devnet.folder).network, 'utf8')));
    rich = devnetWallet(devnet.folder);
    const fullNodes = nodes.map((node) => `127.0.0.1:${ports[node]?.port}`);
    poor = await startWallet(devnet.folder, { name: 'wallet-2', fullNodes });
    peer = await connectProbe(network, NodeType.FULL_NODE, ports['node-1']?.port ?? 0);
  }, 6 * minutes);

  afterAll(async () => {
    timelord('SIGCONT');
    await peer.close();
    await poor.stop();
    await devnet.clean();
  }, minutes);

  test(
    'one has all that the network has made, to the mojo',
    async () => {
      const { height, confirmed, spendable, frozen } = await until(async () => {
        const balance = await rich.client.balance();
        return balance.height >= 2 ? balance : null;
      }, 2 * minutes);
      expect({ confirmed, spendable, frozen }).toEqual({
        confirmed: supply(height),
        spendable: supply(height),
        frozen: 0n,
      });
      expect(await poor.client.balance()).toMatchObject({ confirmed: 0n, spendable: 0n });
    },
    3 * minutes,
  );

  test(
    'the other one has a payment below all tips within five blocks',
    async () => {
      const addresses = await Promise.all(Array.from({ length: 12 }, () => poor.client.newAddress()));
      const outputs = addresses.map(({ address }, index) => ({ address, amount: 20n * coin + BigInt(index) }));
      given = outputs.reduce((sum, { amount }) => sum + amount, 0n);
      const before = await tipHeight();
      const { id } = await rich.client.send({ outputs });
      await until(async () => ((await poor.client.balance()).confirmed > 0n ? true : null), minutes);
      expect((await tipHeight()) - before).toBeLessThanOrEqual(5);
      expect(await poor.client.balance()).toMatchObject({ confirmed: given, spendable: given });
      expect(await rich.client.transaction({ id })).toMatchObject({ state: 'confirmed', amount: given });
      const { transactions } = await poor.client.history();
      expect(transactions.map(({ direction, amount }) => ({ direction, amount }))).toHaveLength(12);
    },
    2 * minutes,
  );

  /** Pays back and forth, no two payments alike. */
  async function backAndForth(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const [from, to] = index % 2 === 0 ? [rich, poor] : [poor, rich];
      const amount = coin + BigInt(sent.length);
      const fee = index % 3 === 0 ? 20_000_000n + BigInt(sent.length) : 0n;
      const { address } = await until(() => to.client.newAddress().catch(() => null), minutes);
      const { id } = await pay(from, address, amount, fee);
      sent.push({ from, id, amount, fee });
    }
  }

  test(
    'payments are pending again when a heavier branch without them comes, also after both wallets were killed',
    async () => {
      await backAndForth(paymentsBefore);
      const first = sent[0] as Sent;
      const confirmedHeight = await until(async () => (await recordOf(first)).confirmedHeight, minutes);
      await until(async () => ((await stateOf('node-1')).lca.height > confirmedHeight ? true : null), minutes);
      timelord('SIGSTOP');
      const plotFolder = layout(devnet.folder).plots('harvester-1');
      const state = await stateOf('node-1');
      const newTips = await reorganise({ network, plotFolder, state, peer, forkHeight: confirmedHeight - 1 });
      for (const { client } of [rich, poor])
        await until(async () => {
          const { head } = await client.state();
          const { lca } = await stateOf('node-1');
          return lca.headerHash === head.headerHash && newTips.includes(lca.headerHash) ? true : null;
        }, minutes);
      expect((await Promise.all(sent.map(recordOf))).filter(({ state }) => state !== 'pending')).toEqual([]);
      await Promise.all([rich.kill(), poor.kill()]);
      expect((await Promise.all(sent.map(recordOf))).filter(({ state }) => state !== 'pending')).toEqual([]);
    },
    4 * minutes,
  );

  test(
    'fifty are confirmed in the end, although a wallet is killed between them',
    async () => {
      timelord('SIGCONT');
      const paying = backAndForth(paymentsAfter);
      await until(() => (sent.length >= paymentsBefore + paymentsAfter / 2 ? true : null), 2 * minutes);
      await poor.kill();
      await paying;
      expect(sent).toHaveLength(50);
      for (const wallet of [rich, poor]) await untilSettled(wallet, 2 * minutes);
      const records = await Promise.all(sent.map(recordOf));
      expect(records.filter(({ state }) => state !== 'confirmed')).toEqual([]);
      expect(records.map(({ amount, fee }) => ({ amount, fee }))).toEqual(
        sent.map(({ amount, fee }) => ({ amount, fee })),
      );
    },
    4 * minutes,
  );

  test(
    'and what they have adds up to the mojo',
    async () => {
      const { height, balances } = await until(async () => {
        const [one, two] = await Promise.all([rich.client.balance(), poor.client.balance()]);
        return one.height === two.height ? { height: one.height, balances: [one, two] as const } : null;
      }, minutes);
      const [ofRich, ofPoor] = balances;
      const paid = (wallet: TestWallet) => sent.filter(({ from }) => from === wallet);
      const sum = (payments: readonly Sent[], of: 'amount' | 'fee') =>
        payments.reduce((total, payment) => total + payment[of], 0n);
      const expected = given + sum(paid(rich), 'amount') - sum(paid(poor), 'amount') - sum(paid(poor), 'fee');
      expect(ofPoor).toMatchObject({
        confirmed: expected,
        unconfirmed: expected,
        spendable: expected,
        pendingChange: 0n,
      });
      expect(ofRich.confirmed + ofPoor.confirmed).toBe(supply(height));
      expect(ofRich.spendable).toBe(ofRich.confirmed);
    },
    2 * minutes,
  );

  test(
    'every coin of theirs is one of the chain',
    async () => {
      const { coins } = await poor.client.coins({ limit: 1000 });
      expect(coins.reduce((sum, { amount }) => sum + amount, 0n)).toBe((await poor.client.balance()).confirmed);
      const found = await Promise.all(coins.map(({ name }) => coinOf(rpcOf(devnet.folder, 'node-2'), bytesOf(name))));
      const shown = (view: Pick<CoinView, 'confirmedHeight' | 'spentHeight'> & { amount: string | bigint }) => ({
        amount: `${view.amount}`,
        confirmedHeight: view.confirmedHeight,
        spentHeight: view.spentHeight,
      });
      expect(found.map((view) => view && shown(view))).toEqual(coins.map(shown));
    },
    minutes,
  );
});
