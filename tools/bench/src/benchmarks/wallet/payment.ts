import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDevnet, walletUrl } from '@salvia/devnet';
import { createWalletClient, type WalletClient } from '@salvia/wallet-client';
import { BenchError } from '../../errors.ts';

/** How a payment got into the chain of a devnet. */
export interface PaymentCost {
  /** Blocks of the heaviest tip between sending and being confirmed below the tips. */
  readonly blocks: number;
  /** ms */
  readonly elapsed: number;
}

/** A small network of its own, with blocks as fast as this machine can. */
const OPTIONS = {
  nodes: 2,
  farmers: 1,
  harvesters: 1,
  blockTime: 6,
  plots: 12,
  k: 18,
  reset: true,
  untilHeight: null,
  timeout: null,
  json: true,
} as const;
const LOOK_MS = 100;
const LONGEST_MS = 300_000;

/** Sends so many payments, one after the other, on a devnet of real processes, from its wallet to itself. */
export async function payOnDevnet(
  folder: string,
  count: number,
  progress: (text: string) => void,
): Promise<PaymentCost[]> {
  const dataDir = join(folder, 'devnet');
  const devnet = await createDevnet(
    { ...OPTIONS, dataDir },
    { report: (step, percent) => percent === null && progress(`devnet: ${step}`), onRestart: progress },
  );
  try {
    await devnet.start();
    const client = createWalletClient(walletUrl(dataDir));
    const tip = async () => Math.max(0, ...(await devnet.look()).nodes.map(({ height }) => height ?? 0));
    await until(async () => (await client.balance()).spendable > 0n && (await tip()) >= 3, 'earning');
    const costs: PaymentCost[] = [];
    while (costs.length < count) {
      progress(`payment ${costs.length + 1} of ${count}`);
      costs.push(await pay(client, tip));
    }
    return costs;
  } finally {
    await devnet.stop();
  }
}

async function pay(client: WalletClient, tip: () => Promise<number>): Promise<PaymentCost> {
  const { address } = await client.newAddress();
  const [before, started] = [await tip(), Date.now()];
  const { id } = await client.send({ outputs: [{ address, amount: 1_000_000_000n }] });
  await until(async () => (await client.transaction({ id })).state === 'confirmed', 'confirming a payment');
  return { blocks: (await tip()) - before, elapsed: Date.now() - started };
}

async function until(look: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + LONGEST_MS; !(await look().catch(() => false)); await sleep(LOOK_MS))
    if (Date.now() > end) throw new BenchError('WRONG_RESULT', `${what} takes longer than ${LONGEST_MS / 1000} s`);
}
