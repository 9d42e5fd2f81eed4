/**
 * Which CLVM, puzzles and addresses a network uses (coins.md): today's, or those of release 1.0b18.
 */
export type CoinRules = 'mainnet' | 'beta18';
