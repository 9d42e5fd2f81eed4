import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BASE_FARMER_FEE, provesExclusion, provesInclusion } from '@salvia/blockchain';
import { selectBackend } from '@salvia/bls';
import { masterKeyOf, walletKey } from '@salvia/keychain';
import {
  type Coin,
  coinName,
  genesisBlock,
  headerHash,
  MempoolInclusionStatus,
  type NetworkFile,
  NodeType,
  parseNetworkFile,
  SpendBundle,
  spendBundleName,
} from '@salvia/protocol';
import { conditions, spendBundle, standardKey } from '@salvia/testkit';
import { layout } from '../../src/plan/layout.ts';
import { DEVNET_MNEMONIC } from '../../src/setup/mnemonic.ts';
import { connectProbe, type Probe } from './probe.ts';
import { type DevnetProcess, readyFile, rpcOf, startDevnet, until } from './process.ts';
import { reorganise } from './reorganisation.ts';
import { bytesOf, type CoinList, coinOf, type StateView, text, waitsAt } from './views.ts';

const seconds = 1000;
const minutes = 60 * seconds;
const nodes = ['node-1', 'node-2'] as const;

const master = masterKeyOf(DEVNET_MNEMONIC);
const fee = 20_000_000n;

describe('a transaction in a devnet', () => {
  let devnet: DevnetProcess;
  let network: NetworkFile;
  let ports: Readonly<Record<string, { readonly port: number }>>;
  const probes: Probe[] = [];

  const rpc = (node: string) => rpcOf(devnet.folder, node);
  const stateOf = (node: string) => rpc(node).state<StateView>();
  /** Stops time: no proof of time, no block. */
  const timelord = (signal: 'SIGSTOP' | 'SIGCONT') =>
    process.kill(readyFile(devnet.folder, 'timelord')?.pid ?? 0, signal);
  const coinOn = (node: string, name: Uint8Array, at?: 'tip' | 'lca') => coinOf(rpc(node), name, at);
  const waitsOn = (node: string, bundle: SpendBundle) => waitsAt(rpc(node), bundle);
  const onBoth = (look: (node: string) => Promise<boolean>, limitMs: number) =>
    until(async () => ((await Promise.all(nodes.map(look))).every(Boolean) ? true : null), limitMs);
  const probe = async (nodeType: typeof NodeType.WALLET | typeof NodeType.FULL_NODE, node: string) => {
    const connected = await connectProbe(network, nodeType, ports[node]?.port ?? 0);
    probes.push(connected);
    return connected;
  };

  const payer = standardKey(walletKey(master, 0));
  const payee = standardKey(walletKey(master, 1));
  let spent: Coin;
  let created: Coin;
  let transaction: SpendBundle;
  let firstHeight = 0;

  beforeAll(async () => {
    await selectBackend();
    devnet = startDevnet(['--block-time', '4', '--plots', '8']);
    ({ ports } = (await devnet.event('running', 4 * minutes)) as unknown as { ports: typeof ports });
    network = parseNetworkFile(JSON.parse(readFileSync(join(devnet.folder, 'network.json'), 'utf8')));
    await onBoth(async (node) => (await stateOf(node)).height >= 2, 3 * minutes);
    // The reward of the first block, which a fork above it leaves alone.
    const { coins } = await rpc('node-1').get<CoinList>('/coins', { puzzleHash: text(payer.puzzleHash) });
    const reward = coins.find(({ confirmedHeight }) => confirmedHeight === 1);
    if (!reward) throw new Error('the devnet farms for another key');
    spent = {
      parentCoinInfo: bytesOf(reward.parentCoinInfo),
      puzzleHash: payer.puzzleHash,
      amount: BigInt(reward.amount),
    };
    created = { parentCoinInfo: coinName(spent), puzzleHash: payee.puzzleHash, amount: spent.amount - fee };
    const pay = [conditions.createCoin(created.puzzleHash, created.amount), conditions.reserveFee(fee)];
    const genesisHash = headerHash(genesisBlock(network).header);
    transaction = spendBundle([{ coin: spent, key: payer, conditions: pay }], genesisHash);
  }, 8 * minutes);

  afterAll(async () => {
    timelord('SIGCONT');
    await Promise.all(probes.map((connected) => connected.close()));
    await devnet.clean();
  }, minutes);

  test(
    'is taken from a wallet, and reaches the other node',
    async () => {
      timelord('SIGSTOP');
      const wallet = await probe(NodeType.WALLET, 'node-1');
      await wallet.send('send_transaction', { transaction });
      const ack = await wallet.heard('transaction_ack', () => true, 30 * seconds);
      expect(ack).toEqual({ txid: spendBundleName(transaction), status: MempoolInclusionStatus.SUCCESS, error: null });
      await onBoth((node) => waitsOn(node, transaction), 30 * seconds);
    },
    2 * minutes,
  );

  test('can be pushed over RPC too, as the description says', async () => {
    const { url } = rpc('node-1');
    const description = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: Record<string, unknown> };
    expect(Object.keys(description.paths)).toEqual(
      expect.arrayContaining(['/rpc/coin', '/rpc/coins', '/rpc/mempool', '/rpc/push_tx']),
    );
    const hex = text(SpendBundle.encode(transaction));
    const pushed = await rpc('node-1').post('/push_tx', { transaction: hex });
    expect(pushed).toEqual({ transactionId: text(spendBundleName(transaction)), status: 'SUCCESS', error: null });
    const metrics = await rpc('node-1').metrics();
    expect(metrics.get('salvia_mempool_transactions')).toBe(1);
    expect(metrics.get('salvia_transactions_total{status="SUCCESS",error=""}')).toBe(1);
  });

  test(
    'that spends the same coin for no more fee is refused, and nobody is closed for it',
    async () => {
      const wallet = await probe(NodeType.WALLET, 'node-2');
      const pay = [conditions.createCoin(payer.puzzleHash, spent.amount - fee)];
      const genesisHash = headerHash(genesisBlock(network).header);
      const rival = spendBundle([{ coin: spent, key: payer, conditions: pay }], genesisHash);
      await wallet.send('send_transaction', { transaction: rival });
      const ack = await wallet.heard('transaction_ack', () => true, 30 * seconds);
      expect(ack).toMatchObject({ status: MempoolInclusionStatus.PENDING, error: 'MEMPOOL_CONFLICT' });
      await wallet.send('send_transaction', { transaction });
      const again = await wallet.heard('transaction_ack', ({ status }) => status === 1, 30 * seconds);
      expect(again.txid).toEqual(spendBundleName(transaction));
    },
    2 * minutes,
  );

  test(
    'is farmed: both nodes have its coins, and its fee goes to the farmer',
    async () => {
      timelord('SIGCONT');
      await onBoth(async (node) => (await coinOn(node, coinName(created), 'lca')) !== null, 3 * minutes);
      timelord('SIGSTOP');
      const [one, two] = await Promise.all(nodes.map((node) => coinOn(node, coinName(created), 'lca')));
      expect(two).toEqual(one);
      firstHeight = one?.confirmedHeight ?? 0;
      expect(firstHeight).toBeGreaterThan(1);
      for (const node of nodes)
        expect(await coinOn(node, coinName(spent), 'lca')).toMatchObject({ spentHeight: firstHeight });
      const { coins } = await rpc('node-1').get<CoinList>('/coins', { puzzleHash: text(payer.puzzleHash), at: 'lca' });
      const amounts = coins
        .filter(({ confirmedHeight }) => confirmedHeight === firstHeight)
        .map(({ amount }) => amount);
      expect(amounts).toContain(`${BASE_FARMER_FEE + fee}`);
    },
    4 * minutes,
  );

  test(
    'is shown to a wallet with proofs under the header of its block',
    async () => {
      const { headerHash: hashText } = await rpc('node-2').get<{ headerHash: string }>('/height', {
        height: `${firstHeight}`,
      });
      const block = { height: firstHeight, headerHash: bytesOf(hashText) };
      const wallet = await probe(NodeType.WALLET, 'node-2');
      await wallet.send('request_header', block);
      const { headerBlock } = await wallet.heard('respond_header', () => true, 20 * seconds);
      const { additionsRoot, removalsRoot } = headerBlock.header.data;

      const stranger = new Uint8Array(32).fill(9);
      await wallet.send('request_removals', { ...block, coinNames: [coinName(spent), stranger] });
      const removals = await wallet.heard('respond_removals', () => true, 20 * seconds);
      expect(removals.coins).toEqual([
        [coinName(spent), spent],
        [stranger, null],
      ]);
      const proofOf = (name: Uint8Array) => removals.proofs?.find(([of]) => text(of) === text(name))?.[1] ?? name;
      expect(provesInclusion(removalsRoot, coinName(spent), proofOf(coinName(spent)))).toBe(true);
      expect(provesExclusion(removalsRoot, stranger, proofOf(stranger))).toBe(true);

      await wallet.send('request_additions', { ...block, puzzleHashes: [payee.puzzleHash] });
      const additions = await wallet.heard('respond_additions', () => true, 20 * seconds);
      expect(additions.coins).toEqual([[payee.puzzleHash, [created]]]);
      const [, proof] = additions.proofs?.[0] ?? [];
      expect(provesInclusion(additionsRoot, payee.puzzleHash, proof ?? stranger)).toBe(true);
    },
    2 * minutes,
  );

  test(
    'returns to the mempools when a heavier branch without it comes, and is farmed again',
    async () => {
      const peer = await probe(NodeType.FULL_NODE, 'node-1');
      const state = await stateOf('node-1');
      const newTips = await reorganise({
        network,
        plotFolder: layout(devnet.folder).plots('harvester-1'),
        state,
        peer,
        forkHeight: firstHeight - 1,
      });
      await onBoth(async (node) => {
        const { tips } = await stateOf(node);
        return tips.every((tip) => newTips.includes(tip.headerHash));
      }, 2 * minutes);
      for (const node of nodes) {
        expect(await coinOn(node, coinName(created))).toBeNull();
        expect(await coinOn(node, coinName(spent))).toMatchObject({ spentHeight: null });
      }
      await onBoth((node) => waitsOn(node, transaction), 30 * seconds);

      timelord('SIGCONT');
      await onBoth(async (node) => (await coinOn(node, coinName(created), 'lca')) !== null, 3 * minutes);
      const [one, two] = await Promise.all(nodes.map((node) => coinOn(node, coinName(created), 'lca')));
      expect(two).toEqual(one);
      expect(one?.confirmedHeight).toBeGreaterThan(Math.max(...state.tips.map(({ height }) => height)) + 3);
    },
    8 * minutes,
  );
});
