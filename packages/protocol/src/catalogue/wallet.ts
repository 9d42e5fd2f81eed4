import { wallet } from '../messages/index.ts';
import { NodeType } from '../roles.ts';
import { ITEMS, RATE, SIZE } from './caps.ts';
import type { CatalogueRows } from './row.ts';
import { usual } from './usual.ts';

const { FULL_NODE, WALLET } = NodeType;
const toWallet = { ...usual, routes: [[FULL_NODE, WALLET]], rate: RATE.DOWNLOAD } as const;
const fromWallet = { ...usual, routes: [[WALLET, FULL_NODE]], rate: RATE.DOWNLOAD } as const;

/** Full node and wallet (network 2.6). */
export const walletRows = {
  new_lca: { ...toWallet, body: wallet.NewLca, answers: ['request_header'] },
  send_transaction: {
    ...fromWallet,
    body: wallet.SendTransaction,
    maxBytes: SIZE.BLOCK,
    rate: RATE.GOSSIP,
    answers: ['transaction_ack'],
  },
  transaction_ack: { ...toWallet, body: wallet.TransactionAck },
  request_all_proof_hashes: {
    ...fromWallet,
    body: wallet.RequestAllProofHashes,
    rate: RATE.RARE,
    answers: ['respond_all_proof_hashes'],
  },
  respond_all_proof_hashes: {
    ...toWallet,
    body: wallet.RespondAllProofHashes,
    maxBytes: SIZE.PROOF_HASHES,
    maxItems: ITEMS.PROOF_HASHES,
  },
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
    maxItems: ITEMS.HEADER_HASHES,
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
    maxItems: ITEMS.LIST,
    answers: ['respond_removals', 'reject_removals_request'],
  },
  respond_removals: { ...toWallet, body: wallet.RespondRemovals, maxBytes: SIZE.BLOCK, maxItems: ITEMS.REMOVALS },
  reject_removals_request: { ...toWallet, body: wallet.RejectRemovalsRequest },
  request_additions: {
    ...fromWallet,
    body: wallet.RequestAdditions,
    maxBytes: SIZE.LIST,
    maxItems: ITEMS.LIST,
    answers: ['respond_additions', 'reject_additions_request'],
  },
  respond_additions: {
    ...toWallet,
    body: wallet.RespondAdditions,
    maxBytes: SIZE.BLOCK,
    maxItems: ITEMS.ADDITIONS,
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
} as const satisfies CatalogueRows;
