import type { FullBlock } from '@salvia/protocol';
import type { PreValidation } from '../consensus/index.ts';
import { ahead } from './ahead.ts';
import type { Blockchain } from './api.ts';

/** A block, and what was found of it without its chain: an option of `receiveBlock`. */
export interface PreValidatedBlock {
  readonly block: FullBlock;
  readonly preValidated: PreValidation | null;
}

/** Blocks under way: enough to keep the threads of a pool busy while one of them is added. */
export const AHEAD = 16;

/**
 * Checks proofs and signatures, which need no chain (consensus 7.3), some blocks ahead of the one that is handed out. All
 * threads of the pool are thus busy, although blocks are added one after the other.
 * @param width blocks under way, at least 1
 */
export async function* preValidateAhead(
  chain: Pick<Blockchain, 'preValidate'>,
  blocks: Iterable<FullBlock> | AsyncIterable<FullBlock>,
  width: number = AHEAD,
): AsyncGenerator<PreValidatedBlock, void, void> {
  for await (const [block, preValidated] of ahead(blocks, (each) => chain.preValidate(each), width))
    yield { block, preValidated };
}
