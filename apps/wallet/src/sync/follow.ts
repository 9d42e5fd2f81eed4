import { bytesToHex } from '@noble/hashes/utils.js';
import { ProtocolError } from '@salvia/protocol';
import type { HeaderChain, HeaderRecord, Wallet } from '@salvia/wallet';
import type { Asking, HeaderAnswer } from './asking.ts';
import { createBlockCoins } from './block-coins.ts';
import { type FetchContext, type Fetched, fetchFromAny } from './fetch.ts';
import type { FullNode, FullNodes, Lca } from './full-nodes.ts';
import { type ListContext, stretches } from './hash-list.ts';
import { validBlocks } from './headers.ts';
import { pipeline } from './pipeline.ts';
import type { Progress } from './progress.ts';
import type { Subject } from './questions.ts';
import { scan } from './scan.ts';

export interface FollowContext {
  readonly wallet: Wallet;
  readonly headers: HeaderChain;
  readonly nodes: FullNodes;
  readonly asking: Asking;
  readonly fetching: FetchContext;
  readonly progress: Progress;
  /** What the genesis block answers. */
  readonly genesisChallenge: Uint8Array;
  advanced(): void;
}

/** Up to so many blocks above the head a chain is fetched backwards from its end (wallet 5.4, short sync). */
const SHORT_SYNC = 15;
/** Headers asked ahead, of each full node. */
const WINDOW = 64;

/**
 * Brings the wallet to the block that a full node announced, or beyond it: by a short sync if that is near, else by its
 * list of header hashes. Nothing is believed: headers are validated, coins are proved.
 * @throws SyncError
 */
export async function follow(context: FollowContext, node: FullNode, target: Lca): Promise<void> {
  const near = target.height - context.wallet.head().height <= SHORT_SYNC;
  const branch = near ? await walkBack(context, node, target) : null;
  if (branch !== null) await take(context, node, branch);
  else await followList(context, node, target);
  const reached = context.wallet.block(target.hash);
  if (reached !== undefined) checkClaim(context, node, target, reached);
}

/** What was announced must be what its header says. */
function checkClaim(context: FollowContext, node: FullNode, { hash, height, weight }: Lca, header: HeaderRecord): void {
  if (header.weight === weight && header.height === height) return;
  const announced = { headerHash: bytesToHex(hash), announced: `${height} ${weight}` };
  context.fetching.accuse(
    node,
    new ProtocolError(header.weight === weight ? 'INVALID_HEIGHT' : 'INVALID_WEIGHT', announced),
  );
}

const fetchHeader = (context: FollowContext, owner: FullNode, block: Subject): Promise<Fetched<HeaderAnswer>> =>
  fetchFromAny(context.fetching, {
    name: `header ${bytesToHex(block.hash)} of height ${block.height}`,
    owner,
    ask: (node) => context.asking.header(node, block),
    judge: (answer) => answer,
    ownerMust: true,
  });

/** @returns the headers from the first unknown one to the target; null if they do not meet the wallet's soon enough */
async function walkBack(context: FollowContext, owner: FullNode, target: Lca): Promise<Fetched<HeaderAnswer>[] | null> {
  const { wallet } = context;
  const branch: Fetched<HeaderAnswer>[] = [];
  let at: Subject = target;
  context.progress.enter('headers');
  while (wallet.block(at.hash) === undefined) {
    if (branch.length > 2 * SHORT_SYNC || at.height === 0) return null;
    const fetched = await fetchHeader(context, owner, at);
    branch.unshift(fetched);
    at = { height: at.height - 1, hash: fetched.value.headerBlock.header.data.prevHeaderHash };
  }
  return branch;
}

async function followList(context: FollowContext, owner: FullNode, target: Lca): Promise<void> {
  const { asking, wallet, fetching, progress, genesisChallenge } = context;
  const list: ListContext = { asking, wallet, fetching, progress, genesisChallenge };
  for await (const stretch of stretches(list, owner, target)) {
    progress.enter('headers');
    const width = () => WINDOW * Math.max(1, context.nodes.usable().length);
    await take(
      context,
      owner,
      pipeline(stretch, width, (block) => fetchHeader(context, owner, block)),
    );
  }
}

/** Validates headers, and searches their blocks for coins. */
async function take(
  context: FollowContext,
  owner: FullNode,
  answers: AsyncIterable<Fetched<HeaderAnswer>> | readonly Fetched<HeaderAnswer>[],
): Promise<void> {
  const { wallet, asking, fetching, progress } = context;
  const coins = createBlockCoins(asking, fetching);
  const reached = (record: HeaderRecord): void => {
    progress.reached(record.height);
    context.advanced();
  };
  for await (const valid of validBlocks(context, owner, answers))
    await scan({ wallet, coins, reached, stopped: fetching.stopped }, owner, valid);
}
