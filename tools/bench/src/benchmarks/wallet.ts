import type { FullBlock } from '@salvia/protocol';
import { type Against, type Figure, limit, part, single, typical } from '../report/figure.ts';
import type { Benchmark, Surroundings } from './benchmark.ts';
import { setStage } from './sync/stage.ts';
import { prepareChain, walletChain } from './wallet/chain.ts';
import { type ManyCoins, manyCoins } from './wallet/many-coins.ts';
import { type PaymentCost, payOnDevnet } from './wallet/payment.ts';
import { syncWallet, type WalletSync } from './wallet/sync.ts';

const USUAL = 10_000;
const MOST = { syncSeconds: 60, syncMb: 200, balanceMs: 50, sendMs: 500, blocks: 5 };
const PAYMENTS = 3;

async function run(surroundings: Surroundings): Promise<Figure[]> {
  const { runs, size, folder, progress } = surroundings;
  const blocks = await prepareChain(surroundings);
  const stage = setStage(folder, blocks, walletChain(size).constants);
  const syncs: WalletSync[] = [];
  for (let round = 0; round < runs; round++) {
    progress(`round ${round + 1} of ${runs}: a new wallet follows ${size} blocks`);
    syncs.push(await syncWallet(stage, `wallet-${round}`));
  }
  progress('a wallet of 10,000 coins');
  const coins = await manyCoins(stage, blocks[0] as FullBlock);
  const payments = await payOnDevnet(folder, PAYMENTS, progress);
  return [...syncFigures(syncs, size), ...coinFigures(coins), ...paymentFigures(payments)];
}

function syncFigures(syncs: readonly WalletSync[], size: number): Figure[] {
  const within = (value: number): Against[] => (size >= USUAL ? [limit(value)] : []);
  const seconds = syncs.map(({ elapsed }) => elapsed / 1000);
  const computing = syncs.map(({ cpu }) => cpu / 1000);
  const megabytes = Math.max(...syncs.map(({ resident }) => resident / 1e6));
  return [
    typical(
      { id: 'syncSeconds', label: `a new wallet follows ${size} blocks`, unit: 's' },
      seconds,
      ...within(MOST.syncSeconds),
    ),
    typical(
      { id: 'syncCpuSeconds', label: '  of it the wallet computes', unit: 's' },
      computing,
      part('all', Math.max(...seconds)),
    ),
    single(
      { id: 'syncMemoryMb', label: '  the most that its process has in memory', unit: 'MB' },
      megabytes,
      ...within(MOST.syncMb),
    ),
  ];
}

function coinFigures({ balance, send }: ManyCoins): Figure[] {
  return [
    typical({ id: 'balanceMs', label: 'balance of 10,000 coins', unit: 'ms' }, balance, limit(MOST.balanceMs)),
    typical({ id: 'sendMs', label: 'a payment of 10 out of 10,000 coins', unit: 'ms' }, send, limit(MOST.sendMs)),
  ];
}

function paymentFigures(payments: readonly PaymentCost[]): Figure[] {
  const blocks = Math.max(...payments.map((payment) => payment.blocks));
  const seconds = payments.map(({ elapsed }) => elapsed / 1000);
  return [
    single(
      {
        id: 'sendToConfirmedBlocks',
        label: 'blocks from sending to confirmed below all tips, at most',
        unit: 'blocks',
      },
      blocks,
      limit(MOST.blocks),
    ),
    typical({ id: 'sendToConfirmedSeconds', label: '  in time, on a devnet', unit: 's' }, seconds),
  ];
}

export const wallet: Benchmark = {
  name: 'wallet',
  summary:
    'a new wallet follows 10,000 blocks; balance and payment with 10,000 coins; blocks until a payment is confirmed',
  runs: 1,
  size: { option: 'blocks', usual: USUAL, min: 12, max: USUAL },
  run,
};
