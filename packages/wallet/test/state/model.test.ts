import { expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import { coinName } from '@salvia/protocol';
import fc from 'fast-check';
import { type TransactionRecord, type Wallet, WalletError } from '../../src/index.ts';
import { incomingId } from '../../src/state/apply-block.ts';
import { type MineOptions, Model, STRANGER } from '../support/model.ts';
import { networkOf } from '../support/network.ts';
import { openTestWallet, ownHash, temporaryFiles } from '../support/wallets.ts';

const FREEZE = 2;
const network = networkOf({ constants: { COINBASE_FREEZE_PERIOD: FREEZE } });
const temporary = temporaryFiles();

type Step =
  | ({ readonly kind: 'mine' } & MineOptions)
  | { readonly kind: 'send'; readonly amount: bigint; readonly fee: bigint; readonly to: number | null }
  | { readonly kind: 'cancel'; readonly which: number }
  | { readonly kind: 'reopen' };

const amounts = fc.oneof(fc.bigInt(1n, 20_000n), fc.bigInt(2n ** 63n - 2n, 2n ** 63n + 2n));

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('mine' as const),
      back: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(4) }),
      difficulty: fc.integer({ min: 1, max: 4 }),
      pays: fc.array(fc.tuple(fc.nat(9), amounts), { maxLength: 3 }),
      reward: fc.boolean(),
      include: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
      steal: fc.option(fc.nat(9), { freq: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      amount: fc.bigInt(1000n, 15_000n),
      fee: fc.constantFrom(0n, 0n, 7n),
      to: fc.option(fc.nat(9), { freq: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
);

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);
const texts = (hashes: readonly Uint8Array[]): string[] => hashes.map(bytesToHex).sort();
const historyOf = (wallet: Wallet): readonly TransactionRecord[] => wallet.history({ limit: 100_000 }).transactions;

/** All that a wallet shows. */
const snapshot = (wallet: Wallet) => ({
  head: wallet.head(),
  balance: wallet.balance(),
  coins: wallet.coins({ limit: 100_000 }),
  spendable: wallet.coins({ spendableOnly: true, limit: 100_000 }),
  history: historyOf(wallet),
  pending: wallet.pendingBundles(),
  interests: wallet.interests(wallet.head().headerHash),
});

function checkCoins(wallet: Wallet, model: Model): void {
  const coins = [...model.coins().values()];
  const unspent = coins.filter(({ spent }) => !spent);
  const frozen = unspent.filter(({ coinbase, height }) => coinbase && height > wallet.head().height - FREEZE);
  const pending = historyOf(wallet).filter(({ state }) => state === 'pending');
  const locked = new Set(texts(pending.flatMap(({ inputs }) => inputs)));
  const spendable = unspent.filter((coin) => !frozen.includes(coin) && !locked.has(bytesToHex(coinName(coin.coin))));
  const worth = (some: typeof coins) => sum(some.map(({ coin }) => coin.amount));
  const change = pending.flatMap(({ outputs }) => outputs).filter(({ coin }) => wallet.ownsPuzzleHash(coin.puzzleHash));
  expect(wallet.balance()).toEqual({
    confirmed: worth(unspent),
    unconfirmed: worth(unspent) - sum(pending.map(({ amount, fee }) => amount + fee)),
    spendable: worth(spendable),
    pendingChange: sum(change.map(({ coin }) => coin.amount)),
    frozen: worth(frozen),
  });
  const names = (some: typeof coins) => texts(some.map(({ coin }) => coinName(coin)));
  expect(texts(wallet.coins({ limit: 100_000 }).coins.map(({ name }) => name))).toEqual(names(unspent));
  expect(texts(wallet.coins({ spendableOnly: true, limit: 100_000 }).coins.map(({ name }) => name))).toEqual(
    names(spendable),
  );
  expect(texts(wallet.interests(wallet.head().headerHash).coinNames)).toEqual(names(unspent));
}

function checkTransactions(wallet: Wallet, model: Model): void {
  const coins = model.coins();
  const records = historyOf(wallet);
  const claims = (name: Uint8Array) =>
    [...model.sent.values()].filter(({ inputs }) => texts(inputs).includes(bytesToHex(name)));
  for (const { id, inputs, state, confirmedHeight } of records.filter(({ direction }) => direction === 'outgoing')) {
    const key = bytesToHex(id);
    expect(confirmedHeight).toBe(model.confirmedAt(key));
    if (confirmedHeight !== null) expect(state).toBe('confirmed');
    else if (inputs.some((name) => coins.get(bytesToHex(name))?.spent))
      expect(['failed', 'cancelled']).toContain(state);
    else if (model.cancelled.has(key)) expect(state).toBe('cancelled');
    else if (inputs.every((name) => claims(name).length === 1)) expect(state).toBe('pending');
    else expect(['pending', 'failed']).toContain(state);
  }
  const waiting = records.filter(({ state }) => state === 'pending').flatMap(({ inputs }) => texts(inputs));
  expect(new Set(waiting).size).toBe(waiting.length);
  const made = new Set(
    model.chain().flatMap(({ contains }) => texts(contains.flatMap(({ outputs }) => outputs.map(({ name }) => name)))),
  );
  const incoming = [...coins.values()].filter(({ coin }) => !made.has(bytesToHex(coinName(coin))));
  expect(texts(records.filter(({ direction }) => direction === 'incoming').map(({ id }) => id))).toEqual(
    texts(incoming.map(({ coin }) => incomingId(coinName(coin), 1))),
  );
}

/** How often something happened that the property is about. */
const happened = { sent: 0, confirmed: 0, failed: 0 };

function count(wallet: Wallet): void {
  wallet.on((event) => {
    if (event.type === 'pending_transaction') happened.sent += 1;
    if (event.type === 'tx_update' && event.transaction.direction === 'outgoing') {
      if (event.transaction.state === 'confirmed') happened.confirmed += 1;
      if (event.transaction.state === 'failed') happened.failed += 1;
    }
  });
}

async function run(path: string, plan: readonly Step[]): Promise<void> {
  let wallet = await openTestWallet({ path, network });
  count(wallet);
  const model = new Model(wallet.head());
  for (const step of plan) {
    switch (step.kind) {
      case 'mine':
        await wallet.receive([model.mine(step).block]);
        break;
      case 'send': {
        const puzzleHash = step.to === null ? STRANGER : ownHash(step.to);
        const sent = await wallet
          .send({ outputs: [{ puzzleHash, amount: step.amount }], fee: step.fee })
          .catch((error: unknown) => expect(error).toBeInstanceOf(WalletError));
        if (sent) {
          model.sent.set(bytesToHex(sent.id), sent);
          model.cancelled.delete(bytesToHex(sent.id));
        }
        break;
      }
      case 'cancel': {
        const pending = wallet.pendingBundles();
        const chosen = pending[step.which % Math.max(pending.length, 1)];
        if (chosen === undefined) break;
        await wallet.cancel(chosen.id);
        model.cancelled.add(bytesToHex(chosen.id));
        break;
      }
      case 'reopen': {
        const before = snapshot(wallet);
        await wallet.close();
        wallet = await openTestWallet({ path, network });
        count(wallet);
        expect(snapshot(wallet)).toEqual(before);
      }
    }
    expect(wallet.head()).toEqual(model.head.block.header);
    checkCoins(wallet, model);
    checkTransactions(wallet, model);
  }
  await wallet.close();
}

/** Plans are of chance, so now and then a round has few failures in it. */
const ROUNDS = 10;
const TOO_FEW = 5;

test('whatever happens, a wallet is what its chain makes of it, worked out from scratch', async () => {
  let files = 0;
  const rarest = () => Math.min(...Object.values(happened));
  for (let round = 0; round < ROUNDS && rarest() <= TOO_FEW; round++) {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 10, maxLength: 30 }), (plan) =>
        run(temporary(`model-${files++}.sqlite`), plan),
      ),
      { numRuns: 15 },
    );
  }
  expect(rarest()).toBeGreaterThan(TOO_FEW);
}, 240_000);
