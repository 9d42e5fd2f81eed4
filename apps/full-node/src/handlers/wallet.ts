import { setImmediate as breathe } from 'node:timers/promises';
import {
  type Constants,
  Delivery,
  type FullBlock,
  type Handlers,
  type HeaderBlock,
  headerHash,
  NodeType,
  out,
} from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { NodeState } from '../state.ts';
import { additionsAnswer } from '../wallet/additions.ts';
import { removalsAnswer } from '../wallet/removals.ts';

type WalletHandlers = Pick<
  Handlers<typeof NodeType.FULL_NODE>,
  | 'request_all_proof_hashes'
  | 'request_all_header_hashes_after'
  | 'respond_all_header_hashes_after'
  | 'reject_all_header_hashes_after_request'
  | 'request_header'
  | 'request_removals'
  | 'request_additions'
  | 'request_generator'
>;

/** The longest answer to `request_all_header_hashes_after` (sync.md, long chains). */
const hashesPerAnswer = 100_000;

/** Blocks read for `respond_all_proof_hashes` before other work gets its turn. */
const rowsAtOnce = 500;

async function blockAt({ chain }: NodeState, height: number, hash: Uint8Array): Promise<FullBlock | null> {
  return chain.header(hash)?.data.height === height ? chain.block(hash) : null;
}

/** Which heights say their difficulty and total iterations in `respond_all_proof_hashes` (network 3.1.9). */
const saysDifficulty = (height: number, constants: Constants) =>
  height === 0 || height % constants.DIFFICULTY_EPOCH === constants.DIFFICULTY_DELAY;
const saysIterations = (height: number, constants: Constants) =>
  height > 0 && (height + 1) % constants.DIFFICULTY_EPOCH === 0;

type ProofHashRow = readonly [Uint8Array, bigint | null, bigint | null];

function proofHashRow({ chain, constants }: NodeState, height: number): ProofHashRow {
  const hash = chain.hashAtHeight(height);
  const proofs = hash && chain.proofsHash(hash);
  const header = hash && (saysDifficulty(height, constants) || saysIterations(height, constants)) && chain.header(hash);
  if (!proofs) throw new Error(`the main chain has no block at height ${height}`);
  if (!header) return [proofs, null, null];
  const { weight, prevHeaderHash, totalIters } = header.data;
  const parentWeight = height === 0 ? 0n : (chain.header(prevHeaderHash)?.data.weight ?? 0n);
  return [
    proofs,
    saysDifficulty(height, constants) ? weight - parentWeight : null,
    saysIterations(height, constants) ? totalIters : null,
  ];
}

function mainChainHashes({ chain }: NodeState, from: number): Uint8Array[] {
  const last = Math.min(chain.lca().data.height, from + hashesPerAnswer - 1);
  return Array.from({ length: Math.max(0, last - from + 1) }, (_, index) => chain.hashAtHeight(from + index)).filter(
    (hash) => hash !== null,
  );
}

async function answersChallenge({ chain }: NodeState, height: number, challenge: Uint8Array): Promise<boolean> {
  const hash = chain.hashAtHeight(height);
  const block: HeaderBlock | null = hash && (await chain.headerBlock(hash));
  return block !== null && sameBytes(block.proofOfSpace.challengeHash, challenge);
}

/** What wallets ask of the chain (network 3.1.9); no program is run for it. */
export const walletHandlers = (state: NodeState): WalletHandlers => ({
  async *request_all_proof_hashes() {
    const hashes: ProofHashRow[] = [];
    for (let height = 0; height <= state.chain.lca().data.height; height++) {
      if (height % rowsAtOnce === rowsAtOnce - 1) await breathe();
      hashes.push(proofHashRow(state, height));
    }
    yield out('respond_all_proof_hashes', NodeType.WALLET, Delivery.RESPOND, { hashes });
  },

  /** Answers full nodes too, which page through long chains with it. */
  async *request_all_header_hashes_after({ startingHeight, previousChallengeHash }, peer) {
    const accepted = await answersChallenge(state, startingHeight, previousChallengeHash);
    const to = peer.nodeType === NodeType.WALLET ? NodeType.WALLET : NodeType.FULL_NODE;
    yield accepted
      ? out('respond_all_header_hashes_after', to, Delivery.RESPOND, {
          startingHeight,
          previousChallengeHash,
          hashes: mainChainHashes(state, startingHeight),
        })
      : out('reject_all_header_hashes_after_request', to, Delivery.RESPOND, {
          startingHeight,
          previousChallengeHash,
        });
  },

  async *respond_all_header_hashes_after(body, peer) {
    state.sync.answers.headerHashesAfter(body, peer);
  },

  async *reject_all_header_hashes_after_request(body, peer) {
    state.sync.answers.headerHashesAfterRefused(body, peer);
  },

  async *request_header({ height, headerHash: hash }) {
    const block = await blockAt(state, height, hash);
    const headerBlock = block && (await state.chain.headerBlock(hash));
    yield block && headerBlock
      ? out('respond_header', NodeType.WALLET, Delivery.RESPOND, {
          headerBlock,
          transactionsFilter: block.transactionsFilter,
        })
      : out('reject_header_request', NodeType.WALLET, Delivery.RESPOND, { height, headerHash: hash });
  },

  async *request_removals(body) {
    const { height, headerHash } = body;
    const answer = await removalsAnswer(state, body);
    yield answer
      ? out('respond_removals', NodeType.WALLET, Delivery.RESPOND, answer)
      : out('reject_removals_request', NodeType.WALLET, Delivery.RESPOND, { height, headerHash });
  },

  async *request_additions(body) {
    const { height, headerHash } = body;
    const answer = await additionsAnswer(state, body);
    yield answer
      ? out('respond_additions', NodeType.WALLET, Delivery.RESPOND, answer)
      : out('reject_additions_request', NodeType.WALLET, Delivery.RESPOND, { height, headerHash });
  },

  async *request_generator({ height, headerHash: hash }) {
    const block = await state.chain.block(hash);
    yield block?.transactionsGenerator
      ? out('respond_generator', NodeType.WALLET, Delivery.RESPOND, {
          generatorResponse: {
            height: block.header.data.height,
            headerHash: headerHash(block.header),
            generator: block.transactionsGenerator,
          },
        })
      : out('reject_generator_request', NodeType.WALLET, Delivery.RESPOND, { height, headerHash: hash });
  },
});
