import type { CoinRules } from './coin-rules.ts';

const NAMES = { mainnet: 'RESERVE_FEE_CONDITION_FAILED', beta18: 'ASSERT_FEE_CONDITION_FAILED' } as const;

export type ReserveFeeError = (typeof NAMES)[CoinRules];

/** What a block or bundle is told that leaves less than its conditions reserve: one number, 48, under two names. */
export const reserveFeeError = (coinRules: CoinRules): ReserveFeeError => NAMES[coinRules];
