import { ancestryOf, challengeAfter, headerBlockOf, inlineVerifier, type Verifier } from '@salvia/blockchain';
import type { HeaderBlock, ProofOfTime } from '@salvia/protocol';
import { constants, type Farm, type Grown } from '@salvia/testkit';
import {
  createHeaderChain,
  type HeaderAnswer,
  type HeaderChain,
  type SampleSizes,
  type ValidationMode,
  type Wallet,
} from '../../src/index.ts';

/** Milliseconds since 1970, after all blocks of a farm. */
export const LATER_MS = 1_700_000_000_000;

/** What an honest full node says of a block. */
export function answerOf({ block, records }: Grown): HeaderAnswer {
  const proofs = { ...block, proofOfTime: block.proofOfTime as ProofOfTime };
  const { challenge } = challengeAfter(proofs, ancestryOf(records), constants);
  return {
    headerBlock: headerBlockOf(block, challenge) as HeaderBlock,
    transactionsFilter: block.transactionsFilter as Uint8Array,
  };
}

export interface ChainOptions {
  readonly mode?: ValidationMode;
  readonly now?: () => number;
  readonly randomBytes?: (count: number) => Uint8Array;
  readonly samples?: SampleSizes;
  /** Makes the expensive checks. */
  readonly verifier?: Verifier;
}

/** All draws are of the lowest point, as zeros are. */
export const zeros = (count: number): Uint8Array => new Uint8Array(count);

export function chainOf(farm: Farm, wallet: Wallet, options: ChainOptions = {}): HeaderChain {
  const { mode = 'full', now = () => LATER_MS, randomBytes = zeros, samples = {} } = options;
  const { network } = farm;
  const verifier = options.verifier ?? inlineVerifier(network);
  return createHeaderChain({ wallet, network, verifier, mode, now, randomBytes, samples });
}

/** How long the plots of a farm may take where others compute too. */
export const PLOTTING_MS = 300_000;
