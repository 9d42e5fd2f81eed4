import { WalletError } from '../errors.ts';

/** A coin to choose among; a `CoinView` is one. */
export interface SelectableCoin {
  /** 32 bytes */
  readonly name: Uint8Array;
  readonly coin: { readonly amount: bigint };
  readonly confirmedHeight: number;
}

export interface SelectOptions {
  /** At most as many coins, at least one: `mostCoins` of the outputs. */
  readonly limit: number;
  /** Mojo that cannot be spent yet, but will be: pending change and frozen rewards. 0 by default. */
  readonly coming?: bigint;
}

/**
 * Chooses the coins of a transaction (wallet 6, item 2): the oldest first, ties in order of names, until they are worth
 * what is needed, and at least one. If that takes more coins than the limit, the most valuable ones are taken instead,
 * which are the fewest. The same coins in any order give the same choice.
 * @param coins that may be spent, each once
 * @param need in mojo: amounts and fee together
 * @throws WalletError NOT_ENOUGH_FUNDS, WAITING_FOR_CHANGE, TOO_MANY_COINS
 */
export function selectCoins<C extends SelectableCoin>(
  coins: readonly C[],
  need: bigint,
  { limit, coming = 0n }: SelectOptions,
): readonly C[] {
  const spendable = worth(coins);
  if (coins.length === 0 || spendable < need) {
    if (spendable + coming < need || coming === 0n) throw new WalletError('NOT_ENOUGH_FUNDS', { need, spendable });
    throw new WalletError('WAITING_FOR_CHANGE', { need, spendable, coming });
  }
  const chosen = take(coins.toSorted(byAge), need, limit);
  if (worth(chosen) >= need) return chosen;
  const largest = take(coins.toSorted(byWorth), need, limit);
  const most = worth(largest);
  if (most >= need) return largest;
  throw new WalletError('TOO_MANY_COINS', { need, limit, most });
}

/** The first coins that are worth enough, or as many as allowed. */
function take<C extends SelectableCoin>(sorted: readonly C[], need: bigint, limit: number): readonly C[] {
  let sum = 0n;
  const end = sorted.findIndex(({ coin }) => {
    sum += coin.amount;
    return sum >= need;
  });
  return sorted.slice(0, Math.min(end + 1, limit));
}

const worth = (coins: readonly SelectableCoin[]): bigint => coins.reduce((sum, { coin }) => sum + coin.amount, 0n);

const byAge = (a: SelectableCoin, b: SelectableCoin): number =>
  a.confirmedHeight - b.confirmedHeight || Buffer.compare(a.name, b.name);

const byWorth = (a: SelectableCoin, b: SelectableCoin): number =>
  a.coin.amount === b.coin.amount ? byAge(a, b) : a.coin.amount < b.coin.amount ? 1 : -1;
