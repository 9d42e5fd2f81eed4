import { createBeta18Language } from './beta18/language.ts';
import type { CoinLanguage, LanguageOptions } from './language.ts';
import { createMainnetLanguage } from './mainnet/language.ts';

/** The language of a network's coin rules. It keeps small caches: make one per thread, not one per block. */
export const createCoinLanguage = (options: LanguageOptions): CoinLanguage =>
  options.coinRules === 'beta18' ? createBeta18Language(options) : createMainnetLanguage(options);
