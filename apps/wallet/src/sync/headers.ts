import { faultOf } from '@salvia/blockchain';
import { ProtocolError } from '@salvia/protocol';
import type { HeaderChain, ValidBlock } from '@salvia/wallet';
import type { HeaderAnswer } from './asking.ts';
import type { FetchContext, Fetched } from './fetch.ts';
import type { FullNode } from './full-nodes.ts';
import { SyncError } from './sync-error.ts';

/**
 * Validates headers that follow one another, and gives them out as they may be stored. What a header's hash does not cover is
 * the fault of whoever gave that copy; everything else that of whoever announced the chain.
 * @throws SyncError INVALID
 */
export async function* validBlocks(
  headers: HeaderChain,
  context: FetchContext,
  owner: FullNode,
  answers: AsyncIterable<Fetched<HeaderAnswer>> | Iterable<Fetched<HeaderAnswer>>,
): AsyncGenerator<readonly ValidBlock[]> {
  for await (const part of headers.validate(answers, ({ value }) => value)) {
    if ('blocks' in part) {
      yield part.blocks;
      continue;
    }
    const { error, check, height } = part.refused;
    const guilty = faultOf({ check }) === 'ITEM' ? part.answer.from : owner;
    context.accuse(guilty, new ProtocolError(error, { height, check }));
    throw new SyncError('INVALID', `the header at height ${height} is not valid: ${error} (${check})`);
  }
}
