import { g2Identity } from '@salvia/bls';
import { type CoinRules, writeGenerator } from '@salvia/clvm';
import { type Coin, coinName, type SpendBundle } from '@salvia/protocol';
import type { Verifier } from '../../../src/index.ts';
import { SETTINGS, verifierFor } from '../../consensus/support/farm.ts';
import { condition, createCoin, nameOf, PUBLIC_KEY, unsignedBundle } from './bundles.ts';

/** A bundle, and what a model has to know of it. */
export interface Offer {
  readonly bundle: SpendBundle;
  readonly name: string;
  readonly coins: readonly Coin[];
  readonly fee: bigint;
  /** The tip's height from which on it is valid. */
  readonly lock: number;
  readonly cost: bigint;
}

export interface OfferPlan {
  readonly coins: readonly Coin[];
  readonly fee: bigint;
  readonly lock: number;
  /** Coins that it creates, at least 1: makes it cost more. */
  readonly outputs: number;
}

/** Conditions that the tip has a height: ASSERT_HEIGHT_ABSOLUTE, ASSERT_BLOCK_INDEX_EXCEEDS. */
const LOCKS: Record<CoinRules, number> = { mainnet: 83, beta18: 0x37 };

/** Programs are run; that a bundle is signed is taken for granted, as nothing here is about signatures. */
export const trusting = (coinRules: CoinRules): Pick<Verifier, 'runGenerator' | 'aggregateSignature'> => ({
  ...verifierFor({ ...SETTINGS, coinRules }),
  aggregateSignature: async () => true,
});

/** Makes offers under coin rules. Under the beta's a bundle has to want a signature. */
export async function makeOffer({ coins, fee, lock, outputs }: OfferPlan, coinRules: CoinRules): Promise<Offer> {
  const signature = coinRules === 'beta18' ? [condition(50, PUBLIC_KEY, Uint8Array.of(1))] : [];
  const small = Array.from({ length: outputs - 1 }, (_, at) => BigInt(at) + 1n);
  const bundle = unsignedBundle(
    coins.map((coin, at) => {
      const first = at === 0;
      const amounts = first ? [...small, coin.amount - fee - small.reduce((sum, n) => sum + n, 0n)] : [coin.amount];
      const locks = first && lock > 0 ? [condition(LOCKS[coinRules], BigInt(lock))] : [];
      return { coin, conditions: [...amounts.map((amount) => createCoin(amount)), ...locks, ...signature] };
    }),
    g2Identity(),
  );
  const spends = bundle.coinSolutions.map(({ coin, solution }) => ({ coinName: coinName(coin), solution }));
  const options = { maxCost: 1n << 40n, strict: true };
  const run = await trusting(coinRules).runGenerator(writeGenerator(spends, coinRules), options);
  if ('error' in run) throw new Error(run.detail);
  return { bundle, name: nameOf(bundle), coins, fee, lock, cost: run.cost };
}
