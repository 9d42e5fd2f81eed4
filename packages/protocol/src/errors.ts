/** Which coin rules a network has (network file). */
export type CoinRules = 'mainnet' | 'beta18';

/** The reference's names and numbers (consensus 13); negative ones are temporary, the peer is not to be blamed. */
const REFERENCE = {
  DOES_NOT_EXTEND: -1,
  BAD_HEADER_SIGNATURE: -2,
  MISSING_FROM_STORAGE: -3,
  INVALID_PROTOCOL_MESSAGE: -4,
  SELF_CONNECTION: -5,
  INVALID_HANDSHAKE: -6,
  INVALID_ACK: -7,
  INCOMPATIBLE_PROTOCOL_VERSION: -8,
  DUPLICATE_CONNECTION: -9,
  BLOCK_NOT_IN_BLOCKCHAIN: -10,
  NO_PROOF_OF_SPACE_FOUND: -11,
  PEERS_DONT_HAVE_BLOCK: -12,
  MAX_INBOUND_CONNECTIONS_REACHED: -13,
  UNKNOWN: -9999,
  BAD_COINBASE_SIGNATURE: 1,
  INVALID_BLOCK_SOLUTION: 2,
  INVALID_COIN_SOLUTION: 3,
  DUPLICATE_OUTPUT: 4,
  DOUBLE_SPEND: 5,
  UNKNOWN_UNSPENT: 6,
  BAD_AGGREGATE_SIGNATURE: 7,
  WRONG_PUZZLE_HASH: 8,
  BAD_COINBASE_REWARD: 9,
  INVALID_CONDITION: 10,
  ASSERT_MY_COIN_ID_FAILED: 11,
  COIN_AMOUNT_EXCEEDS_MAXIMUM: 16,
  SEXP_ERROR: 17,
  INVALID_FEE_LOW_FEE: 18,
  MEMPOOL_CONFLICT: 19,
  MINTING_COIN: 20,
  EXTENDS_UNKNOWN_BLOCK: 21,
  COINBASE_NOT_YET_SPENDABLE: 22,
  BLOCK_COST_EXCEEDS_MAX: 23,
  BAD_ADDITION_ROOT: 24,
  BAD_REMOVAL_ROOT: 25,
  INVALID_POSPACE_HASH: 26,
  INVALID_COINBASE_SIGNATURE: 27,
  INVALID_PLOT_SIGNATURE: 28,
  TIMESTAMP_TOO_FAR_IN_PAST: 29,
  TIMESTAMP_TOO_FAR_IN_FUTURE: 30,
  INVALID_TRANSACTIONS_FILTER_HASH: 31,
  INVALID_POSPACE_CHALLENGE: 32,
  INVALID_POSPACE: 33,
  INVALID_HEIGHT: 34,
  INVALID_COINBASE_AMOUNT: 35,
  INVALID_MERKLE_ROOT: 36,
  INVALID_BLOCK_FEE_AMOUNT: 37,
  INVALID_WEIGHT: 38,
  INVALID_TOTAL_ITERS: 39,
  BLOCK_IS_NOT_FINISHED: 40,
  INVALID_NUM_ITERATIONS: 41,
  INVALID_POT: 42,
  INVALID_POT_CHALLENGE: 43,
  INVALID_TRANSACTIONS_GENERATOR_HASH: 44,
  INVALID_POOL_TARGET: 45,
  INVALID_COINBASE_PARENT: 46,
  INVALID_FEES_COIN_PARENT: 47,
} as const;

/** Numbers that mean something else under either coin rules. */
const BETA18 = {
  ASSERT_COIN_CONSUMED_FAILED: 12,
  ASSERT_BLOCK_AGE_EXCEEDS_FAILED: 13,
  ASSERT_BLOCK_INDEX_EXCEEDS_FAILED: 14,
  ASSERT_TIME_EXCEEDS_FAILED: 15,
  ASSERT_FEE_CONDITION_FAILED: 48,
} as const;

/** Today's names and numbers (coins.md, "Conditions"). */
const MAINNET = {
  ASSERT_ANNOUNCE_CONSUMED_FAILED: 12,
  ASSERT_HEIGHT_RELATIVE_FAILED: 13,
  ASSERT_HEIGHT_ABSOLUTE_FAILED: 14,
  ASSERT_SECONDS_ABSOLUTE_FAILED: 15,
  RESERVE_FEE_CONDITION_FAILED: 48,
  ASSERT_SECONDS_RELATIVE_FAILED: 105,
  ASSERT_MY_PARENT_ID_FAILED: 114,
  ASSERT_MY_PUZZLEHASH_FAILED: 115,
  ASSERT_MY_AMOUNT_FAILED: 116,
  ASSERT_BEFORE_SECONDS_ABSOLUTE_FAILED: 128,
  ASSERT_BEFORE_SECONDS_RELATIVE_FAILED: 129,
  ASSERT_BEFORE_HEIGHT_ABSOLUTE_FAILED: 130,
  ASSERT_BEFORE_HEIGHT_RELATIVE_FAILED: 131,
  ASSERT_CONCURRENT_SPEND_FAILED: 132,
  ASSERT_CONCURRENT_PUZZLE_FAILED: 133,
} as const;

/** Codes the reference lacks: today's where today's chain has one, else from 1000. */
const OWN = {
  NO_TRANSACTIONS_WHILE_SYNCING: 108,
  INCOMPATIBLE_NETWORK_ID: 110,
  /** Not one CBOR item of the allowed forms, or no envelope. */
  MALFORMED_FRAME: 1000,
  /** Above the size cap of its function, or of all. */
  FRAME_TOO_LARGE: 1001,
  /** A known function that this role does not take from that role. */
  FUNCTION_NOT_ALLOWED: 1002,
  /** The payload does not fit the function's fields. */
  INVALID_BODY: 1003,
  /** A role that this role has no protocol for, or may not connect from there. */
  NODE_TYPE_NOT_ACCEPTED: 1004,
  HANDSHAKE_TIMEOUT: 1005,
  SERVER_SHUTTING_DOWN: 1006,
  RATE_LIMIT_EXCEEDED: 1007,
  SEND_QUEUE_FULL: 1008,
  IDLE_TIMEOUT: 1009,
  PEER_BANNED: 1010,
  ADDRESS_LIMIT_REACHED: 1011,
  CONNECT_FAILED: 1012,
  /** A handler failed for a reason that is ours, not the peer's. */
  HANDLER_FAILED: 1013,
  /** Too many transactions wait to be looked at; this one may be offered again. */
  MEMPOOL_BUSY: 1014,
  /** The challenge of a header block is not the one that its proofs make. */
  INVALID_CHALLENGE: 1015,
  /** A private link needs a certificate of the network's authority, and the peer showed none. */
  CERTIFICATE_NOT_TRUSTED: 1016,
  /** A peer claims a chain of which it does not give a block that nobody else has either. */
  BLOCK_WITHHELD: 1017,
} as const;

/** Every error that has a name and a number. */
export const ErrorCode = { ...REFERENCE, ...BETA18, ...MAINNET, ...OWN } as const;
export type ErrorName = keyof typeof ErrorCode;

const namesUnder = (rules: Readonly<Record<string, number>>): ReadonlyMap<number, ErrorName> =>
  new Map(Object.entries({ ...REFERENCE, ...rules, ...OWN }).map(([name, number]) => [number, name as ErrorName]));

const NAMES: Readonly<Record<CoinRules, ReadonlyMap<number, ErrorName>>> = {
  mainnet: namesUnder(MAINNET),
  beta18: namesUnder(BETA18),
};

/** The name of a number under the network's coin rules; null for a number that means nothing. */
export const errorName = (number: number, coinRules: CoinRules): ErrorName | null =>
  NAMES[coinRules].get(number) ?? null;

/** Details of an error for the log: plain values only. */
export type ErrorContext = Readonly<Record<string, string | number | boolean | bigint | null>>;

const describe = (context: ErrorContext): string =>
  Object.entries(context)
    .map(([key, value]) => ` ${key}=${value}`)
    .join('');

/** A rule of the protocol or of consensus was broken. `code` is what tests, logs and metrics read. */
export class ProtocolError extends Error {
  readonly code: ErrorName;
  readonly number: number;
  readonly context: ErrorContext;

  constructor(code: ErrorName, context: ErrorContext = {}) {
    super(`${code}${describe(context)}`);
    this.name = 'ProtocolError';
    this.code = code;
    this.number = ErrorCode[code];
    this.context = context;
  }
}
