import { join } from 'node:path';
import type { FullBlock } from '@salvia/protocol';
import { type HeaderRecord, openWallet, type Wallet, type WalletBlock } from '@salvia/wallet';
import { expectTrue } from '../../errors.ts';
import { timeOfAsync } from '../../measure/time.ts';
import { hash32 } from '../../samples/bytes.ts';
import { NOW_MS, networkOf } from '../../samples/chain/network.ts';
import type { Stage } from '../sync/stage.ts';
import { keyRing } from './chain.ts';

/** What a wallet with many coins takes, ms. */
export interface ManyCoins {
  readonly balance: number[];
  readonly send: number[];
}

const COINS = 10_000;
const COINS_PER_BLOCK = 100;
const BALANCES = 50;
const SENDS = 10;
/** Mojo of each coin. */
const WORTH = 1_000_000_000n;
/** A payment takes that many coins, all but one wholly. */
const COINS_PER_SEND = 10n;

/** A wallet in a file gets 10,000 coins of its own, tells its balance and sends some. */
export async function manyCoins({ folder, networkId }: Stage, genesis: FullBlock): Promise<ManyCoins> {
  const network = {
    ...networkOf(genesis),
    name: 'bench',
    networkId,
    addressPrefix: 'txch',
    test: { privateAddresses: true, controls: false },
  };
  const wallet = await openWallet({ path: join(folder, 'coins.sqlite'), network, keys: keyRing(), now: () => NOW_MS });
  try {
    await earn(wallet);
    const balance: number[] = [];
    const send: number[] = [];
    for (let round = 0; round < SENDS; round++) {
      send.push(await timeOfAsync(() => pay(wallet, round)));
      for (let again = 0; again < BALANCES / SENDS; again++)
        balance.push(await timeOfAsync(async () => wallet.balance()));
    }
    const { confirmed, spendable } = wallet.balance();
    const left = BigInt(COINS) - BigInt(SENDS) * COINS_PER_SEND;
    expectTrue(
      confirmed === BigInt(COINS) * WORTH && spendable === left * WORTH,
      'the balance of a wallet of many coins',
    );
    return { balance, send };
  } finally {
    await wallet.close();
  }
}

async function earn(wallet: Wallet): Promise<void> {
  const own = keyRing().key(0).puzzleHash;
  let parent = wallet.head();
  for (let block = 0; block < COINS / COINS_PER_BLOCK; block++) {
    const additions = Array.from({ length: COINS_PER_BLOCK }, (_, index) => ({
      parentCoinInfo: hash32('coin', block * COINS_PER_BLOCK + index),
      puzzleHash: own,
      amount: WORTH,
    }));
    const header = childOf(parent);
    const blocks: WalletBlock[] = [{ header, additions, removals: [] }];
    expectTrue((await wallet.receive(blocks))[0] === 'ADDED_TO_HEAD', 'adding a block to a wallet');
    parent = header;
  }
}

/** The wallet's state takes records as they are: validation comes before. */
const childOf = (parent: HeaderRecord): HeaderRecord => ({
  ...parent,
  headerHash: hash32('header', parent.height + 1),
  prevHeaderHash: parent.headerHash,
  challengeHash: hash32('challenge', parent.height + 1),
  height: parent.height + 1,
  weight: parent.weight + 1n,
  totalIters: parent.totalIters + 1n,
  timestamp: parent.timestamp + 10n,
});

async function pay(wallet: Wallet, round: number): Promise<void> {
  const amount = COINS_PER_SEND * WORTH - 1n;
  const { inputs } = await wallet.send({ outputs: [{ puzzleHash: hash32('payee', round), amount }] });
  expectTrue(BigInt(inputs.length) === COINS_PER_SEND, 'choosing coins');
}
