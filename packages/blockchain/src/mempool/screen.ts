import { bytesToHex } from '@noble/hashes/utils.js';
import type { Condition, GeneratorRun } from '@salvia/clvm';
import { type Coin, type Constants, type ErrorName, type SpendBundle } from '@salvia/protocol';
import { additionsOf, amountsInRange, removalsOf, reservedFees, signaturePairs, sumOf } from '../consensus/index.ts';
import type { MempoolItem } from './item.ts';

/** Serialized size of a bundle, in bytes. */
export const sizeOfBundle = ({ coinSolutions }: SpendBundle): number =>
  coinSolutions.reduce((size, { solution }) => size + COIN_BYTES + solution.length, BUNDLE_BYTES);

/** Of a coin in a record; of the number of spends and the signature. */
const COIN_BYTES = 72;
const BUNDLE_BYTES = 4 + 96;

/** Checks of a bundle that need no chain, after its program was run (consensus 11.2 M3 to M5). */
export function screen(
  bundle: SpendBundle,
  name: Uint8Array,
  run: GeneratorRun,
  constants: Pick<Constants, 'MAX_COIN_AMOUNT'>,
): MempoolItem | { readonly error: ErrorName } {
  if (!amountsInRange(run, constants)) return { error: 'COIN_AMOUNT_EXCEEDS_MAXIMUM' };
  const additions = additionsOf(run);
  const created = additions.map(fieldsOf);
  if (new Set(created).size < created.length) return { error: 'DUPLICATE_OUTPUT' };
  const removals = removalsOf(run);
  const removalKeys = removals.map(bytesToHex);
  if (new Set(removalKeys).size < removalKeys.length) return { error: 'DOUBLE_SPEND' };
  const claimed = new Set(bundle.coinSolutions.map(({ coin }) => fieldsOf(coin)));
  return {
    name,
    key: bytesToHex(name),
    bundle,
    size: sizeOfBundle(bundle),
    cost: run.cost,
    fees: sumOf(bundle.coinSolutions.map(({ coin }) => coin)) - sumOf(additions),
    run: { ...run, spends: run.spends.map((spend) => ({ ...spend, conditions: spend.conditions.filter(isPlaced) })) },
    additions,
    ephemeral: additions.filter((_coin, at) => claimed.has(created[at] as string)),
    removals,
    removalKeys,
    reserved: reservedFees(run),
    pairs: signaturePairs(run),
    signed: null,
  };
}

/** As good as the name, and spares the hash. */
const fieldsOf = ({ parentCoinInfo, puzzleHash, amount }: Coin): string =>
  `${bytesToHex(parentCoinInfo)}${bytesToHex(puzzleHash)}${amount}`;

/** Whether it depends on the chain or the other spends; what the other conditions do is in the item's other fields. */
const isPlaced = ({ kind }: Condition): boolean => kind === 'assert' || kind === 'announce';
