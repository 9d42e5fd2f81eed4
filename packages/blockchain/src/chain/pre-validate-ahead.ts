import type { FullBlock } from '@salvia/protocol';
import type { PreValidation } from '../consensus/index.ts';
import type { Blockchain } from './api.ts';

/** A block, and what was found of it without its chain: an option of `receiveBlock`. */
export interface PreValidatedBlock {
  readonly block: FullBlock;
  readonly preValidated: PreValidation | null;
}

/** Blocks under way: enough to keep the threads of a pool busy while one of them is added. */
const WIDTH = 16;

/**
 * Checks proofs and signatures, which need no chain (consensus 7.3), some blocks ahead of the one that is handed out. All
 * threads of the pool are thus busy, although blocks are added one after the other.
 * @param width blocks under way, at least 1
 */
export async function* preValidateAhead(
  chain: Pick<Blockchain, 'preValidate'>,
  blocks: Iterable<FullBlock> | AsyncIterable<FullBlock>,
  width: number = WIDTH,
): AsyncGenerator<PreValidatedBlock, void, void> {
  const underWay: Promise<PreValidatedBlock>[] = [];
  for await (const block of blocks) {
    const checked = chain.preValidate(block).then((preValidated) => ({ block, preValidated }));
    checked.catch(() => undefined); // told when it is its turn, and nobody minds if that never comes
    underWay.push(checked);
    if (underWay.length >= width) yield (await underWay.shift()) as PreValidatedBlock;
  }
  for (const checked of underWay) yield await checked;
}
