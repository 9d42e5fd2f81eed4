import type { Constants, FullBlock } from '@salvia/protocol';
import type { Verifier } from '../verifier.ts';
import { allSigned } from './all-signed.ts';
import { COMMON_CHECKS, poolSignatureValid } from './body-checks.ts';
import { runBlockProgram } from './spend-checks.ts';

/**
 * Makes the expensive checks of a body, which need no chain, with the very questions that its validation will ask: hash and
 * run of the program, and the signatures. A program that is not the one that the header names is not run.
 * @param verifier one that remembers its answers, or it is all for nothing
 */
export async function warmBody(
  block: FullBlock,
  constants: Pick<Constants, 'MAX_BLOCK_COST_CLVM'>,
  verifier: Verifier,
): Promise<void> {
  for (const check of COMMON_CHECKS) if (!(await check.passes({ block, verifier }))) return;
  if (block.transactionsGenerator === null) {
    await poolSignatureValid(block, verifier);
    return;
  }
  const run = await runBlockProgram(block, constants, verifier);
  if (!('error' in run)) await allSigned(block, run, verifier);
}
