import { bytesToHex } from '@noble/hashes/utils.js';
import type { SpentCoin } from '@salvia/clvm';
import type { Coin, CoinRecord } from '@salvia/protocol';
import type { ChainView } from '../chain-view.ts';
import { nameOf } from '../coin-name.ts';

/** A coin as a spend in the next block of a chain finds it. */
export interface FoundCoin extends SpentCoin {
  /** Created by the same block or bundle. */
  readonly ephemeral: boolean;
  /** Already spent on the chain. */
  readonly spent: boolean;
  /** A reward, which is frozen at first. */
  readonly coinbase: boolean;
}

/**
 * Looks up coins that the next block of a chain spends (consensus 8.4): those that it creates itself, in whatever order,
 * then those of the chain. `null` if there is no such coin. The next block's own rewards are not among them.
 * @param additions what the block or bundle creates
 */
export function coinFinder(additions: readonly Coin[], view: ChainView): (name: Uint8Array) => FoundCoin | null {
  const created = new Map(additions.map((coin) => [bytesToHex(nameOf(coin)), coin]));
  return (name) => {
    const own = created.get(bytesToHex(name));
    if (own !== undefined) return ephemeral(own, name, view);
    const record = view.coin(name);
    return record === null ? null : onChain(record, name, view);
  };
}

/** Confirmed by the block that spends it, at the time that block is judged by: its parent's. */
function ephemeral(coin: Coin, name: Uint8Array, view: ChainView): FoundCoin {
  const confirmed = { confirmedHeight: view.height + 1, confirmedTimestamp: view.timestamp };
  return { ...described(coin, name), ...confirmed, ephemeral: true, spent: false, coinbase: false };
}

function onChain({ coin, confirmedBlockIndex, spent, coinbase }: CoinRecord, name: Uint8Array, view: ChainView) {
  const confirmed = {
    confirmedHeight: confirmedBlockIndex,
    confirmedTimestamp: view.timestampAt(confirmedBlockIndex),
  };
  return { ...described(coin, name), ...confirmed, ephemeral: false, spent, coinbase };
}

function described({ parentCoinInfo, puzzleHash, amount }: Coin, name: Uint8Array) {
  return { name, parentName: parentCoinInfo, puzzleHash, amount };
}
