import type { CoinRecord, FullBlock, HeaderBlock } from '@salvia/protocol';
import { headerBlockOf, nextDifficulty, nextMinIters } from '../consensus/index.ts';
import type { BlockCoins } from '../store/index.ts';
import { pathFrom } from './ancestors.ts';
import type { Blockchain } from './api.ts';
import type { ChainCore } from './core.ts';
import { forkPointWith } from './fork-point.ts';

type ReadMembers =
  | 'tips'
  | 'lca'
  | 'hasHeader'
  | 'header'
  | 'hashAtHeight'
  | 'block'
  | 'blocksAtHeight'
  | 'headerBlock'
  | 'proofsHash'
  | 'headerHashesTo'
  | 'forkPoint'
  | 'challengeAfter'
  | 'nextDifficulty'
  | 'nextMinIters'
  | 'blockCoins'
  | 'coin'
  | 'view'
  | 'coinsByPuzzleHash';

/** The part of a chain that only looks. */
export function createReader(core: ChainCore): Pick<Blockchain, ReadMembers> {
  const { state, stores, challenges, coins, constants } = core;
  const { index, main } = state;
  const lcaId = (): number => state.lca as number; // a chain is handed out only once it has its genesis
  const orNull = <T>(headerHash: Uint8Array, read: (id: number) => T): T | null => {
    const id = core.find(headerHash);
    return id === undefined ? null : read(id);
  };
  return {
    tips: () => state.tips.map((id) => core.header(id)),
    lca: () => core.header(lcaId()),
    hasHeader: (headerHash) => core.find(headerHash) !== undefined,
    header: (headerHash) => orNull(headerHash, (id) => core.header(id)),
    hashAtHeight: (height) => {
      const id = main.at(height);
      return id === undefined ? null : index.hash(id);
    },
    block: async (headerHash): Promise<FullBlock | null> => orNull(headerHash, (id) => core.block(id)),
    blocksAtHeight: async (height) => stores.headers.idsAtHeight(height).map((id) => core.block(id)),
    headerBlock: async (headerHash): Promise<HeaderBlock | null> =>
      orNull(headerHash, (id) => headerBlockOf(core.block(id), challenges.after(id).challenge)),
    proofsHash: (headerHash) => orNull(headerHash, (id) => stores.headers.proofHashes(id)?.proofsHash ?? null),
    headerHashesTo: (headerHash) =>
      orNull(headerHash, (id) => pathFrom(index, undefined, id).map((at) => index.hash(at))),
    forkPoint: (headerHashes) => forkPointWith(core, headerHashes),
    challengeAfter: (headerHash) => challenges.after(core.idOf(headerHash)),
    nextDifficulty: (headerHash) => nextDifficulty(state.ancestry(core.idOf(headerHash)), constants),
    nextMinIters: (headerHash) => nextMinIters(state.ancestry(core.idOf(headerHash)), constants),
    blockCoins: async (headerHash): Promise<BlockCoins | null> => orNull(headerHash, (id) => coins.ofBlock(id)),
    coin: async (name, at): Promise<CoinRecord | null> => coins.at(at === undefined ? lcaId() : core.idOf(at), name),
    view: (headerHash) => core.view(core.idOf(headerHash)),
    coinsByPuzzleHash: async (puzzleHash, at) =>
      coins.withPuzzleHash(at === undefined ? lcaId() : core.idOf(at), puzzleHash),
  };
}
