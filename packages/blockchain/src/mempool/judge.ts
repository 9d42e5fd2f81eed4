import { type CoinRules, reserveFeeError } from '@salvia/clvm';
import type { Constants, ErrorName } from '@salvia/protocol';
import {
  type ChainView,
  coinFault,
  coinFinder,
  type FoundCoin,
  failedCondition,
  puzzlesMatch,
} from '../consensus/index.ts';
import type { MempoolItem, Refusal } from './item.ts';

/** What a chain says of a bundle, by the place of the answer among the other checks of consensus 11.2. */
export interface Judgement {
  /** M7 to M10 */
  readonly funds: Refusal | null;
  /** M12 */
  readonly coins: Refusal | null;
  /** M14 and M15 */
  readonly spends: Refusal | null;
}

export interface JudgeRules {
  readonly constants: Pick<Constants, 'COINBASE_FREEZE_PERIOD'>;
  readonly coinRules: CoinRules;
  /** The local clock, whole milliseconds since 1970. */
  readonly nowMs: number;
}

const here = (error: ErrorName): Refusal => ({ error, everywhere: false });
const everywhere = (error: ErrorName): Refusal => ({ error, everywhere: true });

/** Judges a bundle on the chain that ends at a tip. A chain does not change, so neither does a judgement. */
export function judge(item: MempoolItem, view: ChainView, rules: JudgeRules): Judgement {
  const find = coinFinder(item.ephemeral, view);
  const coins: FoundCoin[] = [];
  for (const name of item.removals) {
    const coin = find(name);
    if (coin === null) return { funds: here('UNKNOWN_UNSPENT'), coins: null, spends: null };
    coins.push(coin);
  }
  return {
    funds: fundsRefusal(item, rules),
    coins: coinsRefusal(coins, view, rules),
    spends: spendsRefusal(item, coins, view, rules),
  };
}

/** The claimed coins are known to be real, for their names are, so the bundle's own sums are right. */
function fundsRefusal({ fees, reserved, cost }: MempoolItem, { coinRules }: JudgeRules): Refusal | null {
  if (fees < 0n) return everywhere('MINTING_COIN');
  if (fees < reserved) return everywhere(reserveFeeError(coinRules));
  return cost === 0n ? everywhere('UNKNOWN') : null;
}

function coinsRefusal(coins: readonly FoundCoin[], view: ChainView, { constants }: JudgeRules): Refusal | null {
  for (const coin of coins) {
    const fault = coinFault(coin, view.height + 1, constants);
    if (fault !== null) return here(fault);
  }
  return null;
}

function spendsRefusal(
  { run }: MempoolItem,
  coins: readonly FoundCoin[],
  view: ChainView,
  { nowMs }: JudgeRules,
): Refusal | null {
  if (!puzzlesMatch(run, coins)) return everywhere('WRONG_PUZZLE_HASH');
  const error = failedCondition(run, coins, view, nowMs);
  return error === null ? null : here(error);
}
