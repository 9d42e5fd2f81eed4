import { heaviestTip } from '@salvia/blockchain';
import type { Server } from '@salvia/network';
import { type Header, headerHash } from '@salvia/protocol';
import { addConnectionsRoute, decimal, hexBytes, RpcError, type RpcRouter } from '@salvia/service';
import { sameBytes } from '@salvia/streamable';
import { z } from 'zod';
import type { NodeState } from '../state.ts';
import { addCoinRoutes } from './coins.ts';
import { hashText } from './params.ts';
import { addSyncRoute, syncInState, syncSummary } from './sync.ts';
import { addTransactionRoutes } from './transactions.ts';

const headerView = z.object({ height: z.int(), headerHash: hexBytes(), weight: decimal(), timestamp: decimal() });

const stateView = z.object({
  networkId: z.string(),
  nodeId: hexBytes(),
  height: z.int().describe('of the heaviest tip'),
  tips: z.array(headerView).describe('in the order in which they are kept'),
  lca: headerView,
  difficulty: decimal().describe('of the next block'),
  minIters: decimal().describe('least iterations of the next block'),
  iterationsPerSecond: decimal().describe('what the network computes, estimated from the chain'),
  blockSeconds: z.number().nullable().describe('mean time between the last 30 blocks or fewer'),
  unfinishedBlocks: z.int(),
  mempool: z.object({
    transactions: z.int().describe('that wait for a block on any tip'),
    cost: decimal().describe('of those for the heaviest tip, in all'),
    pending: z.int().describe('transactions that may become valid later'),
  }),
  waitingBlocks: z.int().describe('blocks whose parent is not known yet'),
  sync: syncInState,
  peers: z.record(z.string(), z.int()).describe('connections by the role of the peer'),
});

const blockView = z.object({
  header: headerView.extend({ prevHeaderHash: hexBytes(), totalIters: decimal() }),
  iterations: decimal(),
  witnessType: z.int(),
  plotSize: z.int(),
  farmerRewardsPuzzleHash: hexBytes(),
  poolPuzzleHash: hexBytes(),
});

const averagedBlocks = 30;

const viewOf = (header: Header) => ({
  height: header.data.height,
  headerHash: headerHash(header),
  weight: header.data.weight,
  timestamp: header.data.timestamp,
});

/** Mean seconds between the blocks that end in a tip; genesis, which may be made long before, is left out. */
function meanBlockSeconds({ chain }: NodeState, tip: Header): number | null {
  let first = tip;
  while (tip.data.height - first.data.height < averagedBlocks && first.data.height > 1) {
    const parent = chain.header(first.data.prevHeaderHash);
    if (parent === null) break;
    first = parent;
  }
  const blocks = tip.data.height - first.data.height;
  return blocks === 0 ? null : Number(tip.data.timestamp - first.data.timestamp) / blocks;
}

const countByType = (server: Server): Record<string, number> =>
  server
    .connections()
    .reduce<Record<string, number>>((counts, { type }) => ({ ...counts, [type]: (counts[type] ?? 0) + 1 }), {});

function mempoolFigures({ mempools }: NodeState, tip: Uint8Array) {
  const best = mempools.state().find(({ headerHash: of }) => sameBytes(of, tip));
  return { transactions: mempools.names().length, cost: best?.cost ?? 0n, pending: mempools.pendingCount() };
}

async function stateOf(state: NodeState, server: Server, networkId: string) {
  const { chain, pace } = state;
  const tip = heaviestTip(chain);
  const hash = headerHash(tip);
  return {
    networkId,
    nodeId: server.nodeId,
    height: tip.data.height,
    tips: chain.tips().map(viewOf),
    lca: viewOf(chain.lca()),
    difficulty: chain.nextDifficulty(hash),
    minIters: chain.nextMinIters(hash),
    iterationsPerSecond: pace.estimate(),
    blockSeconds: meanBlockSeconds(state, tip),
    unfinishedBlocks: (await chain.listUnfinished()).length,
    mempool: mempoolFigures(state, hash),
    waitingBlocks: state.disconnected.size,
    sync: syncSummary(state.sync.status()),
    peers: countByType(server),
  };
}

async function blockOf({ chain }: NodeState, hash: Uint8Array) {
  const block = await chain.block(hash);
  if (block === null) throw new RpcError('NOT_FOUND', 'no block with this header hash');
  const { data } = block.header;
  return {
    header: { ...viewOf(block.header), prevHeaderHash: data.prevHeaderHash, totalIters: data.totalIters },
    iterations: block.proofOfTime?.numberOfIterations ?? 0n,
    witnessType: block.proofOfTime?.witnessType ?? 0,
    plotSize: block.proofOfSpace.size,
    farmerRewardsPuzzleHash: data.farmerRewardsPuzzleHash,
    poolPuzzleHash: data.poolTarget.puzzleHash,
  };
}

/** What a full node answers over HTTP. */
export function addRoutes(rpc: RpcRouter, state: NodeState, server: Server, networkId: string): void {
  rpc.get('/state', { summary: 'chain, tips and peers', response: stateView }, () => stateOf(state, server, networkId));
  rpc.get(
    '/block',
    {
      summary: 'a block by its header hash',
      query: z.object({ hash: hashText('a header hash') }),
      response: blockView,
    },
    ({ hash }) => blockOf(state, hash),
  );
  rpc.get(
    '/height',
    {
      summary: 'header hash of the main chain (up to the common ancestor of the tips) at a height',
      query: z.object({ height: z.coerce.number().int().min(0) }),
      response: z.object({ headerHash: hexBytes().nullable() }),
    },
    ({ height }) => ({ headerHash: state.chain.hashAtHeight(height) }),
  );
  addCoinRoutes(rpc, state);
  addTransactionRoutes(rpc, state, server);
  addSyncRoute(rpc, state.sync);
  addConnectionsRoute(rpc, () => server.connections());
}
