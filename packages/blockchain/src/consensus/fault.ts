import { isShortestForm } from '@salvia/clvm';
import type { FullBlock } from '@salvia/protocol';

/** Who is to blame for a block or header block that was asked for by its header hash: see {@link faultOf}. */
export type Fault = 'ITEM' | 'PATH';

/**
 * Rows that concern what a header's hash does not cover (the proof of time; of a header block, its challenge), or a part
 * that is not the one that the header names (proof of space, filter, program).
 */
const ITEM_CHECKS: readonly string[] = ['R5', 'H1', 'H14', 'H15', 'H16', 'C1', 'B1', 'B2'];

/** Rows that depend on how a program is encoded, not only on what it is: its bytes cost. */
const ENCODING_CHECKS: readonly string[] = ['T1', 'T2'];

/**
 * Blame, sync.md: `ITEM` is the fault of whoever served this copy, and another copy of the same header hash may be valid;
 * `PATH` lies in what the hash commits to, so that no copy can be, and whoever claimed the path is to blame.
 * @param check the failed row of a verdict
 * @param block if the verdict is one on a whole block
 */
export function faultOf({ check }: { readonly check: string }, block?: FullBlock): Fault {
  if (ITEM_CHECKS.includes(check)) return 'ITEM';
  const generator = block?.transactionsGenerator ?? null;
  // No other copy of a program in its shortest form can cost less, or be easier to read.
  const unusual = ENCODING_CHECKS.includes(check) && generator !== null && !isShortestForm(generator);
  return unusual ? 'ITEM' : 'PATH';
}
