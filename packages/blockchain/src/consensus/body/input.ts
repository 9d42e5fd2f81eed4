import type { CoinRules } from '@salvia/clvm';
import type { Constants, ErrorName, FullBlock } from '@salvia/protocol';
import type { ChainView } from '../chain-view.ts';
import type { Verifier } from '../verifier.ts';

export interface BodyInput {
  readonly block: FullBlock;
  /** The chain that ends at the block's parent; `null` for genesis. */
  readonly view: ChainView | null;
  readonly constants: Pick<Constants, 'MAX_BLOCK_COST_CLVM' | 'MAX_COIN_AMOUNT' | 'COINBASE_FREEZE_PERIOD'>;
  /** Only errors' names depend on them here; the verifier runs programs under its network's. */
  readonly coinRules: CoinRules;
  /** Local clock in whole milliseconds since 1970. */
  readonly nowMs: number;
  readonly verifier: Verifier;
}

export interface BodyRejection {
  /** A code of consensus 13 or coins.md. */
  readonly error: ErrorName;
  /** Name of the failed row of consensus 8. */
  readonly check: string;
}
