import { ProtocolError } from '@salvia/protocol';
import type { Wallet } from '@salvia/wallet';
import type { Asking, HashesAnswer } from './asking.ts';
import type { FetchContext } from './fetch.ts';
import type { FullNode, Lca } from './full-nodes.ts';
import type { Progress } from './progress.ts';
import type { Subject } from './questions.ts';
import { SyncError } from './sync-error.ts';

export interface ListContext {
  readonly asking: Asking;
  readonly wallet: Pick<Wallet, 'head' | 'headerAtHeight' | 'block'>;
  /** What the genesis block answers. */
  readonly genesisChallenge: Uint8Array;
  readonly fetching: FetchContext;
  readonly progress: Progress;
}

/**
 * Headers that are taken in one go. With sampled validation nothing of a stretch is stored before its samples are checked, so
 * it bounds what is kept in memory, and what an end of the process makes forgotten.
 */
const STRETCH = 2_500;

/**
 * The blocks that a full node's main chain has and the wallet does not, from the fork on, in stretches (wallet 5.6). Whoever
 * takes one must have its blocks in the wallet before the next.
 */
export async function* stretches(
  context: ListContext,
  owner: FullNode,
  target: Lca,
): AsyncGenerator<readonly Subject[]> {
  const { wallet, progress } = context;
  for (;;) {
    progress.enter('listing');
    const { startingHeight, hashes } = await firstPage(context, owner);
    const unknown = unknownOf(context, startingHeight, hashes);
    if (unknown.length === 0) return;
    const before = wallet.head().weight;
    for (let at = 0; at < unknown.length; at += STRETCH) yield unknown.slice(at, at + STRETCH);
    // A long chain comes in pages: go on from the new head.
    const end = startingHeight + hashes.length - 1;
    if (end >= target.height || wallet.head().weight <= before) return;
  }
}

/** Asks for the list from the head on; if the full node is on another branch, from further and further back. */
async function firstPage(context: ListContext, owner: FullNode): Promise<HashesAnswer> {
  const { wallet, asking, fetching } = context;
  const head = wallet.head().height;
  for (let back = 0; ; back = back === 0 ? 16 : back * 4) {
    const height = Math.max(0, head - back);
    const reply = await asking.hashes(owner, { height, hash: challengeAt(context, height) });
    // Blocks may answer the same challenge and differ all the same, so the first one has to be known.
    const first = 'body' in reply ? reply.body.hashes.at(0) : undefined;
    if ('body' in reply && first !== undefined && wallet.block(first) !== undefined) return reply.body;
    if (fetching.stopped()) throw new SyncError('STOPPED', 'the wallet stops');
    if ('failure' in reply && reply.failure !== 'REFUSED') {
      throw new SyncError('NO_ANSWER', 'it does not list its header hashes');
    }
    if (height === 0) throw anotherGenesis(context, owner);
  }
}

function anotherGenesis({ fetching }: ListContext, owner: FullNode): SyncError {
  fetching.accuse(owner, new ProtocolError('INVALID_POSPACE_CHALLENGE', { problem: 'another genesis block' }));
  return new SyncError('INVALID', 'its chain begins with another genesis block');
}

/** What the block of the wallet's chain at a height answers: the challenge that its parent made. */
function challengeAt({ wallet, genesisChallenge }: ListContext, height: number): Uint8Array {
  return (height === 0 ? undefined : wallet.headerAtHeight(height - 1)?.challengeHash) ?? genesisChallenge;
}

/** From the first block on that the wallet does not have; it may have it on another branch. */
function unknownOf({ wallet }: ListContext, startingHeight: number, hashes: HashesAnswer['hashes']): Subject[] {
  const listed = [...hashes].map((hash, index) => ({ height: startingHeight + index, hash }));
  const first = listed.findIndex(({ hash }) => wallet.block(hash) === undefined);
  return first < 0 ? [] : listed.slice(first);
}
