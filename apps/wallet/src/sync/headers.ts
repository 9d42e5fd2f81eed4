import { faultOf } from '@salvia/blockchain';
import { ProtocolError } from '@salvia/protocol';
import type { HeaderChain, ValidBlock, Wallet } from '@salvia/wallet';
import type { HeaderAnswer } from './asking.ts';
import type { FetchContext, Fetched } from './fetch.ts';
import type { FullNode } from './full-nodes.ts';
import { SyncError } from './sync-error.ts';

type Answers = AsyncIterable<Fetched<HeaderAnswer>> | Iterable<Fetched<HeaderAnswer>>;

export interface ValidationContext {
  readonly headers: HeaderChain;
  readonly wallet: Pick<Wallet, 'block'>;
  readonly fetching: FetchContext;
}

/**
 * Validates headers that follow one another, and gives them out as they may be stored. What a header's hash does not cover is
 * the fault of whoever gave that copy; everything else that of whoever announced the chain.
 * @throws SyncError INVALID
 */
export async function* validBlocks(
  context: ValidationContext,
  owner: FullNode,
  answers: Answers,
): AsyncGenerator<readonly ValidBlock[]> {
  const { headers, fetching } = context;
  for await (const part of headers.validate(
    rooted(context, owner, answers),
    ({ value }) => value,
    ({ from }) => from,
  )) {
    if ('blocks' in part) {
      yield part.blocks;
      continue;
    }
    const { error, check, height } = part.refused;
    const guilty = faultOf({ check }) === 'ITEM' ? part.source : owner;
    fetching.accuse(guilty, new ProtocolError(error, { height, check }));
    throw new SyncError('INVALID', `the header at height ${height} is not valid: ${error} (${check})`);
  }
}

/** The first header must be on a block of the wallet's; that the others follow one another, validation sees. */
async function* rooted(
  { wallet, fetching }: ValidationContext,
  owner: FullNode,
  answers: Answers,
): AsyncGenerator<Fetched<HeaderAnswer>> {
  let isFirst = true;
  for await (const answer of answers) {
    const { prevHeaderHash, height } = answer.value.headerBlock.header.data;
    if (isFirst && wallet.block(prevHeaderHash) === undefined) {
      fetching.accuse(
        owner,
        new ProtocolError('INVALID_BODY', { height, problem: 'a list of blocks that are not linked' }),
      );
      throw new SyncError('INVALID', `the header at height ${height} is not on the block before it`);
    }
    isFirst = false;
    yield answer;
  }
}
