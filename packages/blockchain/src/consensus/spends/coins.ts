import type { CreateCoin, GeneratorRun, Spend } from '@salvia/clvm';
import type { Coin } from '@salvia/protocol';

/** Whether all amounts to be created are in range (consensus 8.3 T4, 11.2 M3): not negative (Q11), below the maximum. */
export function amountsInRange(run: GeneratorRun, constants: { readonly MAX_COIN_AMOUNT: bigint }): boolean {
  return run.spends.every((spend) =>
    creations(spend).every(({ amount }) => amount >= 0n && amount < constants.MAX_COIN_AMOUNT),
  );
}

/** Coins that a run creates, in its order, children of the coins it says it spends. Amounts must be in range. */
export function additionsOf(run: GeneratorRun): Coin[] {
  return run.spends.flatMap((spend) =>
    creations(spend).map(({ puzzleHash, amount }) => ({ parentCoinInfo: spend.coinName, puzzleHash, amount })),
  );
}

/** Names of the coins that a run spends, in its order. */
export function removalsOf(run: GeneratorRun): Uint8Array[] {
  return run.spends.map(({ coinName }) => coinName);
}

/** Sum of amounts, in mojo. */
export function sumOf(coins: readonly { readonly amount: bigint }[]): bigint {
  return coins.reduce((sum, { amount }) => sum + amount, 0n);
}

function creations({ conditions }: Spend): CreateCoin[] {
  return conditions.filter((condition) => condition.kind === 'createCoin');
}
