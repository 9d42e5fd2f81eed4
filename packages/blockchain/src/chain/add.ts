import { type FullBlock, type Header, headerHash, type ProofOfTime, proofsHash } from '@salvia/protocol';
import type { Requirements, ValidBody } from '../consensus/index.ts';
import { commonAncestor } from './ancestors.ts';
import type { ChainCore } from './core.ts';
import type { IndexEntry } from './header-index.ts';
import { withTip } from './tips.ts';

/** A block that passed all checks, and what they found out. */
export interface ValidatedBlock {
  readonly block: FullBlock & { readonly proofOfTime: ProofOfTime };
  /** `null` for genesis. */
  readonly parentId: number | null;
  readonly requirements: Requirements;
  readonly body: ValidBody;
}

/** `null`: an orphan. */
export type HeadChange = { readonly removedTip: Header | null; readonly lcaChanged: boolean } | null;

/**
 * Consensus 9.2, 9.3 and 9.4 for one validated block: header, block, tips, LCA and coins in one transaction. Memory
 * follows the database, so that after a failure (a full disk) both are as they were.
 */
export function addBlock(core: ChainCore, validated: ValidatedBlock): HeadChange {
  const { state } = core;
  const entry = entryOf(validated);
  const id = state.index.add(entry);
  const change = persist(core, id, entry, validated);
  core.remember(id, validated.block);
  if (change === null) return null;
  state.adopt(change.heads, change.move);
  return {
    removedTip: change.removed === null ? null : core.header(change.removed),
    lcaChanged: change.move !== null,
  };
}

function persist(core: ChainCore, id: number, entry: IndexEntry, validated: ValidatedBlock) {
  const { state, stores, coins } = core;
  try {
    const change = headsWith(core, id);
    stores.transaction(() => {
      store(core, id, entry, validated);
      stores.sync.dropBlock(entry.headerHash);
      if (change === null) return;
      stores.heads.save(change.heads);
      if (change.move !== null) coins.move(change.move);
    });
    return change;
  } catch (error) {
    state.index.removeLast();
    throw error;
  }
}

/** The heads that a new header makes, and how the LCA moves (`null`: it does not); `null` for an orphan. */
function headsWith({ state, constants }: ChainCore, id: number) {
  const { index } = state;
  const change = withTip(state.tips, id, (tip) => index.weight(tip), constants.NUMBER_OF_HEADS);
  if (change === null) return null;
  const lca = commonAncestor(index, change.tips);
  const move = lca === state.lca ? null : state.moveTo(lca);
  return { heads: { tips: change.tips, lca }, removed: change.removed, move };
}

function entryOf({ block: { header }, parentId, requirements }: ValidatedBlock): IndexEntry {
  const { height, timestamp, weight, totalIters } = header.data;
  const { minIters } = requirements;
  return { headerHash: headerHash(header), parentId, height, timestamp, weight, totalIters, minIters };
}

function store({ stores }: ChainCore, id: number, entry: IndexEntry, { block, body }: ValidatedBlock): void {
  const { challengeHash } = block.proofOfSpace;
  stores.headers.add({ ...entry, id, challengeHash, proofsHash: proofsHash(block) });
  stores.blocks.add(id, block, { additions: body.additions, removals: body.removals });
}
