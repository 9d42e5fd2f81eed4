import type { GeneratorRun } from '@salvia/clvm';
import { equalBytes } from '../bytes.ts';
import type { FoundCoin } from './find-coin.ts';

/** Whether each spend reveals the puzzle of its coin (consensus 8.3 T14, 11.2 M14); `coins` as `run.spends`. */
export function puzzlesMatch(run: GeneratorRun, coins: readonly Pick<FoundCoin, 'puzzleHash'>[]): boolean {
  return run.spends.every(({ puzzleHash }, at) => equalBytes(puzzleHash, coins[at]?.puzzleHash ?? new Uint8Array()));
}
