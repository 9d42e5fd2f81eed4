import type { ValueOf } from '@salvia/streamable';
import { RATE, SIZE } from './catalogue-caps.ts';
import type { CatalogueRow, Route } from './catalogue-row.ts';
import { anyPayload } from './messages/any-payload.ts';
import { farmer, fullNode, harvester, introducer, shared, timelord, wallet } from './messages/index.ts';
import { NodeType } from './roles.ts';

const { FULL_NODE, HARVESTER, FARMER, TIMELORD, INTRODUCER, WALLET } = NodeType;

const ROLES = [FULL_NODE, HARVESTER, FARMER, TIMELORD, INTRODUCER, WALLET] as const;
const ANY_TO_ANY: readonly Route[] = ROLES.flatMap((from) => ROLES.map((to): Route => [from, to]));

const handshake = { routes: ANY_TO_ANY, maxBytes: SIZE.HANDSHAKE, rate: RATE.RARE, taker: 'handshake' } as const;
const keepAlive = { routes: ANY_TO_ANY, maxBytes: SIZE.DEFAULT, rate: RATE.RARE, taker: 'server' } as const;

const usual = { maxBytes: SIZE.DEFAULT, rate: RATE.PER_TIP, answers: [], taker: 'role' } as const;
const toFullNode = { ...usual, routes: [[FULL_NODE, FULL_NODE]] } as const;
const toFarmer = { ...usual, routes: [[FULL_NODE, FARMER]] } as const;
const fromFarmer = { ...usual, routes: [[FARMER, FULL_NODE]] } as const;
const toHarvester = { ...usual, routes: [[FARMER, HARVESTER]], rate: RATE.PER_PLOT } as const;
const fromHarvester = { ...usual, routes: [[HARVESTER, FARMER]], rate: RATE.PER_PLOT } as const;
const toTimelord = { ...usual, routes: [[FULL_NODE, TIMELORD]] } as const;
const toWallet = { ...usual, routes: [[FULL_NODE, WALLET]], rate: RATE.DOWNLOAD } as const;
const fromWallet = { ...usual, routes: [[WALLET, FULL_NODE]], rate: RATE.DOWNLOAD } as const;

/**
 * One row per message, by its name on the wire (network 2): body, routes (network 1.9), largest frame (1.11), rate,
 * answers. Handlers, dispatch and limits derive from it; a message without a row does not exist.
 */
export const catalogue = {
  handshake: { ...handshake, body: shared.Handshake, answers: ['handshake_ack'] },
  handshake_ack: { ...handshake, body: shared.HandshakeAck, answers: [] },
  ping: { ...keepAlive, body: shared.Ping, answers: ['pong'] },
  pong: { ...keepAlive, body: shared.Pong, answers: [] },

  new_tip: { ...toFullNode, body: fullNode.NewTip, answers: ['request_block'] },
  removing_tip: { ...toFullNode, body: fullNode.RemovingTip },
  new_transaction: {
    ...toFullNode,
    body: fullNode.NewTransaction,
    rate: RATE.GOSSIP,
    answers: ['request_transaction'],
  },
  request_transaction: {
    ...toFullNode,
    body: fullNode.RequestTransaction,
    rate: RATE.GOSSIP,
    answers: ['respond_transaction', 'reject_transaction_request'],
  },
  respond_transaction: {
    ...toFullNode,
    body: fullNode.RespondTransaction,
    maxBytes: SIZE.BLOCK,
    rate: RATE.GOSSIP,
  },
  reject_transaction_request: { ...toFullNode, body: fullNode.RejectTransactionRequest, rate: RATE.GOSSIP },
  new_proof_of_time: { ...toFullNode, body: fullNode.NewProofOfTime, answers: ['request_proof_of_time'] },
  request_proof_of_time: {
    ...toFullNode,
    body: fullNode.RequestProofOfTime,
    answers: ['respond_proof_of_time', 'reject_proof_of_time_request'],
  },
  respond_proof_of_time: { ...toFullNode, body: fullNode.RespondProofOfTime, maxBytes: SIZE.HEADER },
  reject_proof_of_time_request: { ...toFullNode, body: fullNode.RejectProofOfTimeRequest },
  new_unfinished_block: { ...toFullNode, body: fullNode.NewUnfinishedBlock, answers: ['request_unfinished_block'] },
  request_unfinished_block: {
    ...toFullNode,
    body: fullNode.RequestUnfinishedBlock,
    answers: ['respond_unfinished_block', 'reject_unfinished_block_request'],
  },
  respond_unfinished_block: { ...toFullNode, body: fullNode.RespondUnfinishedBlock, maxBytes: SIZE.BLOCK },
  reject_unfinished_block_request: { ...toFullNode, body: fullNode.RejectUnfinishedBlockRequest },
  request_block: {
    ...toFullNode,
    body: fullNode.RequestBlock,
    rate: RATE.DOWNLOAD,
    answers: ['respond_block', 'reject_block_request'],
  },
  respond_block: { ...toFullNode, body: fullNode.RespondBlock, maxBytes: SIZE.BLOCK, rate: RATE.DOWNLOAD },
  reject_block_request: { ...toFullNode, body: fullNode.RejectBlockRequest, rate: RATE.DOWNLOAD },
  request_all_header_hashes: {
    ...toFullNode,
    body: fullNode.RequestAllHeaderHashes,
    rate: RATE.RARE,
    answers: ['all_header_hashes'],
  },
  all_header_hashes: {
    ...toFullNode,
    body: fullNode.AllHeaderHashes,
    maxBytes: SIZE.HEADER_HASHES,
    rate: RATE.RARE,
  },
  request_header_block: {
    ...toFullNode,
    body: fullNode.RequestHeaderBlock,
    rate: RATE.DOWNLOAD,
    answers: ['respond_header_block', 'reject_header_block_request'],
  },
  respond_header_block: {
    ...toFullNode,
    body: fullNode.RespondHeaderBlock,
    maxBytes: SIZE.HEADER,
    rate: RATE.DOWNLOAD,
  },
  reject_header_block_request: { ...toFullNode, body: fullNode.RejectHeaderBlockRequest, rate: RATE.DOWNLOAD },
  request_mempool_transactions: {
    ...toFullNode,
    body: fullNode.RequestMempoolTransactions,
    maxBytes: SIZE.LIST,
    rate: RATE.RARE,
    answers: ['respond_transaction'],
  },
  request_peers: {
    ...usual,
    routes: [
      [FULL_NODE, FULL_NODE],
      [FULL_NODE, INTRODUCER],
      [WALLET, INTRODUCER],
    ],
    body: anyPayload(fullNode.RequestPeers),
    rate: RATE.RARE,
    answers: ['respond_peers', 'respond_peers_full_node'],
  },
  respond_peers_full_node: {
    ...usual,
    routes: [
      [FULL_NODE, FULL_NODE],
      [FULL_NODE, WALLET],
    ],
    body: fullNode.RespondPeersFullNode,
  },

  proof_of_space_finalized: { ...toFarmer, body: farmer.ProofOfSpaceFinalized },
  proof_of_space_arrived: { ...toFarmer, body: farmer.ProofOfSpaceArrived },
  proof_of_time_rate: { ...toFarmer, body: farmer.ProofOfTimeRate },
  request_header_hash: { ...fromFarmer, body: farmer.RequestHeaderHash, answers: ['header_hash'] },
  header_hash: { ...toFarmer, body: farmer.HeaderHash, answers: ['header_signature'] },
  header_signature: { ...fromFarmer, body: farmer.HeaderSignature },

  harvester_handshake: {
    ...toHarvester,
    body: harvester.HarvesterHandshake,
    maxBytes: SIZE.LIST,
    answers: ['challenge_response'],
  },
  new_challenge: { ...toHarvester, body: harvester.NewChallenge, answers: ['challenge_response'] },
  challenge_response: { ...fromHarvester, body: harvester.ChallengeResponse, answers: ['request_proof_of_space'] },
  request_proof_of_space: {
    ...toHarvester,
    body: harvester.RequestProofOfSpace,
    answers: ['respond_proof_of_space'],
  },
  respond_proof_of_space: { ...fromHarvester, body: harvester.RespondProofOfSpace },
  request_signature: { ...toHarvester, body: harvester.RequestSignature, answers: ['respond_signature'] },
  respond_signature: { ...fromHarvester, body: harvester.RespondSignature },

  challenge_start: { ...toTimelord, body: timelord.ChallengeStart },
  proof_of_space_info: { ...toTimelord, body: timelord.ProofOfSpaceInfo, answers: ['proof_of_time_finished'] },
  proof_of_time_finished: {
    ...usual,
    routes: [[TIMELORD, FULL_NODE]],
    body: timelord.ProofOfTimeFinished,
    maxBytes: SIZE.HEADER,
  },

  new_lca: { ...toWallet, body: wallet.NewLca, answers: ['request_header'] },
  send_transaction: {
    ...fromWallet,
    body: wallet.SendTransaction,
    maxBytes: SIZE.BLOCK,
    answers: ['transaction_ack'],
  },
  transaction_ack: { ...toWallet, body: wallet.TransactionAck },
  request_all_proof_hashes: {
    ...fromWallet,
    body: wallet.RequestAllProofHashes,
    rate: RATE.RARE,
    answers: ['respond_all_proof_hashes'],
  },
  respond_all_proof_hashes: { ...toWallet, body: wallet.RespondAllProofHashes, maxBytes: SIZE.PROOF_HASHES },
  // Between full nodes too, for chains whose header hashes do not fit one message (sync.md, "Long chains").
  request_all_header_hashes_after: {
    ...fromWallet,
    routes: [
      [WALLET, FULL_NODE],
      [FULL_NODE, FULL_NODE],
    ],
    body: wallet.RequestAllHeaderHashesAfter,
    rate: RATE.PER_TIP,
    answers: ['respond_all_header_hashes_after', 'reject_all_header_hashes_after_request'],
  },
  respond_all_header_hashes_after: {
    ...toWallet,
    routes: [
      [FULL_NODE, WALLET],
      [FULL_NODE, FULL_NODE],
    ],
    body: wallet.RespondAllHeaderHashesAfter,
    maxBytes: SIZE.HEADER_HASHES,
    rate: RATE.PER_TIP,
  },
  reject_all_header_hashes_after_request: {
    ...toWallet,
    routes: [
      [FULL_NODE, WALLET],
      [FULL_NODE, FULL_NODE],
    ],
    body: wallet.RejectAllHeaderHashesAfterRequest,
    rate: RATE.PER_TIP,
  },
  request_header: {
    ...fromWallet,
    body: wallet.RequestHeader,
    answers: ['respond_header', 'reject_header_request'],
  },
  respond_header: {
    ...toWallet,
    body: wallet.RespondHeader,
    maxBytes: SIZE.HEADER,
    answers: ['request_header', 'request_additions'],
  },
  reject_header_request: { ...toWallet, body: wallet.RejectHeaderRequest },
  request_removals: {
    ...fromWallet,
    body: wallet.RequestRemovals,
    maxBytes: SIZE.LIST,
    answers: ['respond_removals', 'reject_removals_request'],
  },
  respond_removals: { ...toWallet, body: wallet.RespondRemovals, maxBytes: SIZE.BLOCK },
  reject_removals_request: { ...toWallet, body: wallet.RejectRemovalsRequest },
  request_additions: {
    ...fromWallet,
    body: wallet.RequestAdditions,
    maxBytes: SIZE.LIST,
    answers: ['respond_additions', 'reject_additions_request'],
  },
  respond_additions: {
    ...toWallet,
    body: wallet.RespondAdditions,
    maxBytes: SIZE.BLOCK,
    answers: ['request_removals'],
  },
  reject_additions_request: { ...toWallet, body: wallet.RejectAdditionsRequest },
  request_generator: {
    ...fromWallet,
    body: wallet.RequestGenerator,
    answers: ['respond_generator', 'reject_generator_request'],
  },
  respond_generator: { ...toWallet, body: wallet.RespondGenerator, maxBytes: SIZE.BLOCK },
  reject_generator_request: { ...toWallet, body: wallet.RejectGeneratorRequest },

  respond_peers: {
    ...usual,
    routes: [
      [INTRODUCER, FULL_NODE],
      [INTRODUCER, WALLET],
    ],
    body: introducer.RespondPeers,
  },
} as const satisfies Readonly<Record<string, CatalogueRow>>;

export type Catalogue = typeof catalogue;
/** A function's name on the wire. */
export type MessageName = keyof Catalogue;
export type BodyOf<Name extends MessageName> = ValueOf<Catalogue[Name]['body']>;

/** A decoded message: its name says what its body is. */
export type AnyMessage = { [Name in MessageName]: { readonly name: Name; readonly body: BodyOf<Name> } }[MessageName];

export const messageNames: readonly MessageName[] = Object.keys(catalogue) as MessageName[];

export const isMessageName = (name: string): name is MessageName => Object.hasOwn(catalogue, name);

/** Whether one role takes this message from another (network 1.9). */
export const isRouted = (name: MessageName, from: NodeType, to: NodeType): boolean =>
  catalogue[name].routes.some(([sender, receiver]) => sender === from && receiver === to);
