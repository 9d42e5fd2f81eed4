import { coinName } from '@salvia/protocol';
import {
  type HeaderRecord,
  type Interests,
  matchFilter,
  type ValidBlock,
  type Wallet,
  type WalletBlock,
} from '@salvia/wallet';
import type { BlockCoins } from './block-coins.ts';
import type { FullNode } from './full-nodes.ts';
import { SyncError } from './sync-error.ts';

export interface ScanContext {
  readonly wallet: Pick<Wallet, 'receive' | 'interests'>;
  readonly coins: BlockCoins;
  /** The wallet has this block now. */
  reached(record: HeaderRecord): void;
  readonly stopped: () => boolean;
}

/** Blocks that are stored in one go. */
const BATCH = 250;
/** Blocks for whose coins full nodes are asked ahead. */
const AHEAD = 64;

/**
 * Finds what blocks did to the wallet's coins, and stores them (wallet 5.5). They are in order, and the parent of the first is
 * known to the wallet. Coins found in one block change what the next ones are searched for, so blocks go one after the
 * other; full nodes are asked ahead for what is likely to be needed.
 */
export async function scan(context: ScanContext, owner: FullNode, blocks: readonly ValidBlock[]): Promise<void> {
  const { wallet, coins } = context;
  let batch: WalletBlock[] = [];
  let interests: Interests | null = null;

  async function store(): Promise<void> {
    const last = batch.at(-1);
    if (last === undefined) return;
    await wallet.receive(batch);
    batch = [];
    interests = null;
    context.reached(last.header);
  }

  for (const [index, block] of blocks.entries()) {
    if (context.stopped()) break;
    interests ??= wallet.interests(block.record.prevHeaderHash);
    if (index % AHEAD === 0) coins.askAhead(owner, blocks.slice(index, index + 2 * AHEAD), interests);
    const searched = block.record.scanned ? await search(context, owner, block, interests) : null;
    batch.push(searched ?? { header: block.record, additions: [], removals: [] });
    if (searched !== null || batch.length >= BATCH) await store();
  }
  await store();
  if (context.stopped()) throw new SyncError('STOPPED', 'the sync is interrupted');
}

/** @returns null if the block has nothing that the wallet looks for */
async function search(
  { coins }: ScanContext,
  owner: FullNode,
  block: ValidBlock,
  interests: Interests,
): Promise<WalletBlock | null> {
  const { record, filter } = block;
  const matched = matchFilter(filter, interests);
  const { puzzleHashes } = matched;
  if (puzzleHashes.length === 0 && matched.coinNames.length === 0) return null;
  const additions = puzzleHashes.length === 0 ? [] : await coins.additions(owner, block, puzzleHashes);
  // A coin may be made and spent in the same block.
  const made = matchFilter(filter, { puzzleHashes: [], coinNames: additions.map(coinName) }).coinNames;
  const names = [...matched.coinNames, ...made];
  const removals = names.length === 0 ? [] : await coins.removals(owner, block, names);
  return { header: record, additions, removals };
}
