import { type ErrorName, NodeType } from '@salvia/protocol';

/** What an error costs the peer that made it. */
export type Price =
  | { readonly action: 'ignore' }
  /** With strikes (1 to 100): not for free, a hundred of them within seconds cost a ban. */
  | { readonly action: 'disconnect'; readonly strikes?: number }
  | { readonly action: 'ban'; readonly seconds: number };

const IGNORE: Price = { action: 'ignore' };
const DISCONNECT: Price = { action: 'disconnect' };
/** A ban for the hundredth of those that cost one strike, too. */
const STRIKE: Price = { action: 'disconnect', strikes: 1 };
const THREE_STRIKES: Price = { action: 'disconnect', strikes: 3 };
const TEN_STRIKES: Price = { action: 'disconnect', strikes: 10 };
/** For breaking the protocol (network 1.10). */
export const BAN_TEN_MINUTES: Price = { action: 'ban', seconds: 600 };
/** For invalid blocks and proofs (network 1.10). */
const BAN_ONE_DAY: Price = { action: 'ban', seconds: 86_400 };

/**
 * The price of an error of a peer of this type (null: not known yet). Farmers, harvesters and timelords were let in
 * as ours: a mistake of theirs closes the connection, but locking out the only timelord would stop the chain.
 */
export function priceOf(code: ErrorName, type: NodeType | null): Price {
  const price = stranger(code);
  const ours = type === NodeType.FARMER || type === NodeType.HARVESTER || type === NodeType.TIMELORD;
  return ours && price.action !== 'ignore' ? DISCONNECT : price;
}

function stranger(code: ErrorName): Price {
  switch (code) {
    // Nobody's fault, ours, or a matter of who heard what first.
    case 'DOES_NOT_EXTEND':
    case 'BAD_HEADER_SIGNATURE':
    case 'MISSING_FROM_STORAGE':
    case 'BLOCK_NOT_IN_BLOCKCHAIN':
    case 'NO_PROOF_OF_SPACE_FOUND':
    case 'PEERS_DONT_HAVE_BLOCK':
    case 'EXTENDS_UNKNOWN_BLOCK':
    case 'BLOCK_IS_NOT_FINISHED':
    case 'NO_TRANSACTIONS_WHILE_SYNCING':
    case 'HANDLER_FAILED':
      return IGNORE;

    // A transaction that cannot be taken now: pools differ between honest nodes.
    case 'INVALID_FEE_LOW_FEE':
    case 'MEMPOOL_CONFLICT':
    case 'DOUBLE_SPEND':
    case 'UNKNOWN_UNSPENT':
    case 'COINBASE_NOT_YET_SPENDABLE':
    case 'MEMPOOL_BUSY':
      return IGNORE;

    // No place for this connection, or an accident.
    case 'SELF_CONNECTION':
    case 'DUPLICATE_CONNECTION':
    case 'MAX_INBOUND_CONNECTIONS_REACHED':
    case 'INCOMPATIBLE_PROTOCOL_VERSION':
    case 'INCOMPATIBLE_NETWORK_ID':
    case 'NODE_TYPE_NOT_ACCEPTED':
    case 'CERTIFICATE_NOT_TRUSTED':
    case 'SERVER_SHUTTING_DOWN':
    case 'IDLE_TIMEOUT':
    case 'PEER_BANNED':
    case 'UNKNOWN':
    // Clocks differ.
    case 'TIMESTAMP_TOO_FAR_IN_FUTURE':
      return DISCONNECT;

    // An accident too, unless there is no end to them.
    case 'ADDRESS_LIMIT_REACHED':
    case 'CONNECT_FAILED':
      return STRIKE;
    case 'HANDSHAKE_TIMEOUT':
      return THREE_STRIKES;
    case 'INVALID_HANDSHAKE':
    case 'INVALID_ACK':
    case 'SEND_QUEUE_FULL':
      return TEN_STRIKES;

    case 'BLOCK_WITHHELD':
    case 'INVALID_PROTOCOL_MESSAGE':
    case 'MALFORMED_FRAME':
    case 'FRAME_TOO_LARGE':
    case 'FUNCTION_NOT_ALLOWED':
    case 'INVALID_BODY':
    case 'RATE_LIMIT_EXCEEDED':
      return BAN_TEN_MINUTES;

    case 'BAD_COINBASE_SIGNATURE':
    case 'INVALID_BLOCK_SOLUTION':
    case 'INVALID_COIN_SOLUTION':
    case 'DUPLICATE_OUTPUT':
    case 'BAD_AGGREGATE_SIGNATURE':
    case 'WRONG_PUZZLE_HASH':
    case 'BAD_COINBASE_REWARD':
    case 'INVALID_CONDITION':
    case 'COIN_AMOUNT_EXCEEDS_MAXIMUM':
    case 'SEXP_ERROR':
    case 'MINTING_COIN':
    case 'BLOCK_COST_EXCEEDS_MAX':
    case 'BAD_ADDITION_ROOT':
    case 'BAD_REMOVAL_ROOT':
    case 'INVALID_POSPACE_HASH':
    case 'INVALID_COINBASE_SIGNATURE':
    case 'INVALID_PLOT_SIGNATURE':
    case 'TIMESTAMP_TOO_FAR_IN_PAST':
    case 'INVALID_TRANSACTIONS_FILTER_HASH':
    case 'INVALID_POSPACE_CHALLENGE':
    case 'INVALID_POSPACE':
    case 'INVALID_HEIGHT':
    case 'INVALID_COINBASE_AMOUNT':
    case 'INVALID_MERKLE_ROOT':
    case 'INVALID_BLOCK_FEE_AMOUNT':
    case 'INVALID_WEIGHT':
    case 'INVALID_TOTAL_ITERS':
    case 'INVALID_NUM_ITERATIONS':
    case 'INVALID_POT':
    case 'INVALID_POT_CHALLENGE':
    case 'INVALID_CHALLENGE':
    case 'INVALID_TRANSACTIONS_GENERATOR_HASH':
    case 'INVALID_POOL_TARGET':
    case 'INVALID_COINBASE_PARENT':
    case 'INVALID_FEES_COIN_PARENT':
    case 'ASSERT_MY_COIN_ID_FAILED':
    case 'ASSERT_COIN_CONSUMED_FAILED':
    case 'ASSERT_BLOCK_AGE_EXCEEDS_FAILED':
    case 'ASSERT_BLOCK_INDEX_EXCEEDS_FAILED':
    case 'ASSERT_TIME_EXCEEDS_FAILED':
    case 'ASSERT_FEE_CONDITION_FAILED':
    case 'ASSERT_ANNOUNCE_CONSUMED_FAILED':
    case 'ASSERT_HEIGHT_RELATIVE_FAILED':
    case 'ASSERT_HEIGHT_ABSOLUTE_FAILED':
    case 'ASSERT_SECONDS_ABSOLUTE_FAILED':
    case 'ASSERT_SECONDS_RELATIVE_FAILED':
    case 'ASSERT_MY_PARENT_ID_FAILED':
    case 'ASSERT_MY_PUZZLEHASH_FAILED':
    case 'ASSERT_MY_AMOUNT_FAILED':
    case 'ASSERT_BEFORE_SECONDS_ABSOLUTE_FAILED':
    case 'ASSERT_BEFORE_SECONDS_RELATIVE_FAILED':
    case 'ASSERT_BEFORE_HEIGHT_ABSOLUTE_FAILED':
    case 'ASSERT_BEFORE_HEIGHT_RELATIVE_FAILED':
    case 'ASSERT_CONCURRENT_SPEND_FAILED':
    case 'ASSERT_CONCURRENT_PUZZLE_FAILED':
    case 'RESERVE_FEE_CONDITION_FAILED':
      return BAN_ONE_DAY;
  }
}
