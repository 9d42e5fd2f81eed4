import { bytesToHex } from '@noble/hashes/utils.js';
import { type ChainStores, PACKED, PACKED_SIZE, viewOf } from '../store/index.ts';
import { commonAncestor } from './ancestors.ts';
import { BlockchainError, corruptChain } from './errors.ts';
import { HeaderIndex } from './header-index.ts';
import { ChainState } from './state.ts';

/**
 * The state as it was when the database was written last (consensus 9.7), orphans included (Q15). What cannot be a
 * chain is CORRUPT_CHAIN, a chain from another genesis WRONG_GENESIS; an empty database gives an empty state.
 */
export function loadState(stores: ChainStores, genesisHash: Uint8Array): ChainState {
  const state = new ChainState(loadIndex(stores));
  const { tips, lca } = stores.heads.load();
  const { size } = state.index;
  if (size === 0 && tips.length === 0 && lca === null) return state;
  if (size === 0 || tips.length === 0 || lca === null) {
    throw corruptChain(`${size} headers, ${tips.length} tips and ${lca === null ? 'no' : 'an'} LCA`);
  }
  checkGenesis(state.index, genesisHash);
  for (const id of [...tips, lca]) {
    if (id < 1 || id > size) throw corruptChain(`the header ${id}, a tip or the LCA, is missing`);
    if (stores.blocks.header(id) === undefined)
      throw corruptChain(`the block of the header ${id}, a tip or the LCA, is missing`);
  }
  const ancestor = commonAncestor(state.index, tips);
  if (ancestor !== lca) throw corruptChain(`the LCA is the header ${lca}, but the tips meet at ${ancestor}`);
  state.adopt({ tips, lca }, state.moveTo(lca));
  return state;
}

function loadIndex({ headers }: ChainStores): HeaderIndex {
  const index = new HeaderIndex(headers.count());
  for (const { count, rows } of headers.pages()) {
    const view = viewOf(rows);
    for (let row = 0; row < count; row += 1) addRow(index, rows, view, row * PACKED_SIZE);
  }
  return index;
}

function addRow(index: HeaderIndex, rows: Uint8Array, view: DataView, at: number): void {
  const id = view.getUint32(at + PACKED.id);
  const problem = problemOf(index, view, at, id);
  if (problem !== null) throw corruptChain(`the header ${id} ${problem}`);
  index.addPacked(rows, at);
  if (!index.outweighsParent(id)) throw corruptChain(`the header ${id} is not heavier than its parent`);
}

/** What no header that was added in its turn can be; `null` if there is nothing of the kind. */
function problemOf(index: HeaderIndex, view: DataView, at: number, id: number): string | null {
  const height = view.getUint32(at + PACKED.height);
  const parentId = view.getUint32(at + PACKED.parentId);
  if (id !== index.size + 1) return `follows the header ${index.size}`;
  if (parentId === 0) return id === 1 && height === 0 ? null : 'has no parent';
  if (parentId >= id) return `has the parent ${parentId}`;
  return height === index.height(parentId) + 1 ? null : `has the height ${height}, not one more than its parent`;
}

function checkGenesis(index: HeaderIndex, genesisHash: Uint8Array): void {
  const [found, expected] = [bytesToHex(index.hash(1)), bytesToHex(genesisHash)];
  if (found !== expected) throw new BlockchainError('WRONG_GENESIS', { found, expected });
}
