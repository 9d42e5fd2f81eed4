export { additionsOf, amountsInRange, removalsOf, sumOf } from './coins.ts';
export { hasDuplicates } from './duplicates.ts';
export { failedCondition } from './failed-condition.ts';
export { reservedFees } from './fees.ts';
export { coinFinder, type FoundCoin } from './find-coin.ts';
export { puzzlesMatch } from './puzzle-hashes.ts';
export { signaturePairs } from './signatures.ts';
export { type CoinFault, coinFault } from './spendable.ts';
