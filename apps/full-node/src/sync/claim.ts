import type { Blockchain } from '@salvia/blockchain';
import type { Constants, ErrorName, FullBlock } from '@salvia/protocol';

export interface ClaimRejection {
  readonly error: ErrorName;
  /** Row of consensus 7.2 that failed, such as `H7`. */
  readonly check: string;
}

/**
 * Whether a claimed tip, whose parent is unknown, is believable by itself (sync step 0): its proof of space with the plot
 * filter, plot signature and proof of time. Null: it is. Otherwise whoever sent it is to blame, with that error.
 * @param nowMs the local clock, milliseconds since 1970
 */
export declare function checkClaim(
  chain: Pick<Blockchain, 'preValidate'>,
  constants: Constants,
  block: FullBlock,
  nowMs: number,
): Promise<ClaimRejection | null>;
