import { bytesToHex } from '@noble/hashes/utils.js';
import {
  additionValues,
  type Blockchain,
  createBlockchain,
  groupByPuzzleHash,
  hashCoinList,
  inHashingOrder,
  memoryStores,
  merkleSet,
  type Verifier,
} from '@salvia/blockchain';
import { createBanList, createServer, type Server } from '@salvia/network';
import {
  type BodyOf,
  type Coin,
  Delivery,
  type FullBlock,
  type Handlers,
  headerHash,
  type NetworkFile,
  NodeType,
  out,
  type SpendBundle,
} from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { Place, SimulatedNode } from '@salvia/testkit';
import { silent } from './peers.ts';

type FullNodeHandlers = Handlers<typeof NodeType.FULL_NODE>;

/** What a full node says to wallets, as far as a liar may want to change it. */
export type WalletSide = Pick<
  FullNodeHandlers,
  'request_all_header_hashes_after' | 'request_header' | 'request_additions' | 'request_removals' | 'send_transaction'
>;

/** How a liar differs from an honest full node: some handlers, made from the honest ones, or what it announces. */
export interface Lies {
  readonly handlers?: (honest: WalletSide, node: HonestData) => Partial<WalletSide>;
  readonly lca?: (honest: BodyOf<'new_lca'>, node: HonestData) => BodyOf<'new_lca'>;
}

export interface HonestData {
  readonly chain: Blockchain;
}

/** The side of a full node that wallets see, over a genuine chain. */
export interface TestFullNode extends SimulatedNode, HonestData {
  readonly server: Server;
  /** Transactions that were sent to it, in their order. */
  readonly transactions: SpendBundle[];
  /** Takes further blocks, and announces where its chain ends now. */
  take(blocks: readonly FullBlock[]): Promise<void>;
}

export interface FullNodeSpec {
  readonly network: NetworkFile;
  readonly verifier: Verifier;
  /** Without genesis. */
  readonly blocks: readonly FullBlock[];
  readonly lies?: Lies;
}

export async function testFullNode(
  { network, verifier, blocks, lies = {} }: FullNodeSpec,
  place: Place,
): Promise<TestFullNode> {
  const { host, port, identity, transport, timers, random } = place;
  const chain = await createBlockchain({ ...network, stores: memoryStores(), pool: verifier });
  const take = async (more: readonly FullBlock[]): Promise<void> => {
    for (const block of more) await chain.receiveBlock(block, timers.now());
  };
  await take(blocks);
  const transactions: SpendBundle[] = [];
  const honest = walletSide(chain, transactions);
  const announce = (): BodyOf<'new_lca'> => {
    const { data } = chain.lca();
    const lca = { lcaHash: headerHash(chain.lca()), height: data.height, weight: data.weight };
    return lies.lca?.(lca, { chain }) ?? lca;
  };
  const server = createServer({
    nodeType: NodeType.FULL_NODE,
    networkId: network.networkId,
    host,
    port,
    identity,
    transport,
    timers,
    bans: createBanList(timers.now),
    random: random.fraction,
    randomBytes: random.bytes,
    insecure: false,
    // Only what a wallet sends is ever called.
    handlers: { ...honest, ...lies.handlers?.(honest, { chain }) } as FullNodeHandlers,
    onConnect: async function* () {
      yield out('new_lca', NodeType.WALLET, Delivery.RESPOND, announce());
    },
    log: silent,
  });
  return {
    chain,
    server,
    transactions,
    async take(more) {
      await take(more);
      await server.push([out('new_lca', NodeType.WALLET, Delivery.BROADCAST, announce())]);
    },
    start: () => server.start(),
    async stop() {
      await server.stop();
      await chain.close();
    },
  };
}

const respond = { to: NodeType.WALLET, delivery: Delivery.RESPOND } as const;

function walletSide(chain: Blockchain, transactions: SpendBundle[]): WalletSide {
  const onMainChain = (height: number, hash: Uint8Array): boolean =>
    sameBytes(chain.hashAtHeight(height) ?? hash.slice(1), hash);
  return {
    async *request_all_header_hashes_after({ startingHeight, previousChallengeHash }) {
      const hash = chain.hashAtHeight(startingHeight);
      const block = hash && (await chain.headerBlock(hash));
      const page = { startingHeight, previousChallengeHash };
      if (!block || !sameBytes(block.proofOfSpace.challengeHash, previousChallengeHash)) {
        yield { name: 'reject_all_header_hashes_after_request', body: page, ...respond };
        return;
      }
      const count = chain.lca().data.height - startingHeight + 1;
      const hashes = Array.from(
        { length: count },
        (_, index) => chain.hashAtHeight(startingHeight + index) as Uint8Array,
      );
      yield { name: 'respond_all_header_hashes_after', body: { ...page, hashes }, ...respond };
    },
    async *request_header({ height, headerHash: hash }) {
      const headerBlock = await chain.headerBlock(hash);
      const block = await chain.block(hash);
      yield headerBlock && block
        ? { name: 'respond_header', body: { headerBlock, transactionsFilter: block.transactionsFilter }, ...respond }
        : { name: 'reject_header_request', body: { height, headerHash: hash }, ...respond };
    },
    async *request_additions({ height, headerHash: hash, puzzleHashes }) {
      const found = onMainChain(height, hash) ? await chain.blockCoins(hash) : null;
      if (found === null || puzzleHashes === null) {
        yield { name: 'reject_additions_request', body: { height, headerHash: hash }, ...respond };
        return;
      }
      const created = [...found.additions, ...found.rewards];
      const groups = groupByPuzzleHash(created);
      const set = merkleSet(additionValues(created));
      const entries = puzzleHashes.map((puzzleHash) => {
        const group = inHashingOrder(groups.get(bytesToHex(puzzleHash)) ?? []);
        const listProof = group.length > 0 ? set.prove(hashCoinList(group)).proof : null;
        return { puzzleHash, group, proof: set.prove(puzzleHash).proof, listProof };
      });
      const coins = entries.map(({ puzzleHash, group }) => [puzzleHash, group] as const);
      const proofs = entries.map(({ puzzleHash, proof, listProof }) => [puzzleHash, proof, listProof] as const);
      yield { name: 'respond_additions', body: { height, headerHash: hash, coins, proofs }, ...respond };
    },
    async *request_removals({ height, headerHash: hash, coinNames }) {
      const found = onMainChain(height, hash) ? await chain.blockCoins(hash) : null;
      if (found === null || coinNames === null) {
        yield { name: 'reject_removals_request', body: { height, headerHash: hash }, ...respond };
        return;
      }
      const removed = new Set(found.removals.map(bytesToHex));
      const set = merkleSet(found.removals);
      const coins = await Promise.all(
        coinNames.map(async (name) => {
          const coin = removed.has(bytesToHex(name)) ? ((await chain.coin(name, hash))?.coin ?? null) : null;
          return [name, coin] as readonly [Uint8Array, Coin | null];
        }),
      );
      const proofs = coinNames.map((name) => [name, set.prove(name).proof] as const);
      yield { name: 'respond_removals', body: { height, headerHash: hash, coins, proofs }, ...respond };
    },
    async *send_transaction({ transaction }) {
      transactions.push(transaction);
    },
  };
}
