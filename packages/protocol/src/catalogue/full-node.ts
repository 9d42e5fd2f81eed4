import { fullNode } from '../messages/index.ts';
import { NodeType } from '../roles.ts';
import { ITEMS, RATE, SIZE } from './caps.ts';
import type { CatalogueRows } from './row.ts';
import { usual } from './usual.ts';

const { FULL_NODE } = NodeType;
const toFullNode = { ...usual, routes: [[FULL_NODE, FULL_NODE]] } as const;

/** Full node to full node (network 2.2). */
export const fullNodeRows = {
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
    maxItems: ITEMS.HEADER_HASHES,
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
} as const satisfies CatalogueRows;
