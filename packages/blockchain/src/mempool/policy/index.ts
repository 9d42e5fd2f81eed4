import type { CoinRules } from '@salvia/clvm';
import type { Constants } from '@salvia/protocol';
import { beta18Policy } from './beta18.ts';
import { mainnetPolicy } from './mainnet.ts';
import type { MempoolPolicy } from './policy.ts';

export type { MempoolPolicy } from './policy.ts';

export const policyOf = (coinRules: CoinRules, constants: Constants): MempoolPolicy =>
  coinRules === 'beta18' ? beta18Policy(constants) : mainnetPolicy(constants);
