/** What can go wrong with a wallet, and what each case carries. Hashes in hexadecimal, amounts in mojo. */
export interface WalletErrorContext {
  /** The file belongs to the wallet of another key, or to another kind of puzzle. */
  WRONG_KEY: { path: string };
  /** The file belongs to another network: its block 0 is not the network's genesis. */
  WRONG_NETWORK: { path: string; found: string; wanted: string };
  UNKNOWN_BLOCK: { headerHash: string };
  /** Payments to an address beyond the window would not be seen; `watched` addresses are, from index 0. */
  ADDRESS_NOT_WATCHED: { index: number; watched: number };
  UNKNOWN_TRANSACTION: { id: string };
  NOT_PENDING: { id: string; state: string };
  /** A place in a list that this wallet did not give out. */
  BAD_PAGE: { after: string };

  /** Not an address of this network: `problem` says what is wrong with it, `detail` for people. */
  BAD_ADDRESS: { address: string; problem: AddressProblem; detail: string };
  NO_OUTPUTS: Record<never, never>;
  /** An amount that no coin can have, or a fee that nobody can pay. `min` and `max` are allowed. */
  AMOUNT_OUT_OF_RANGE: { field: 'amount' | 'fee' | 'change'; amount: bigint; min: bigint; max: bigint };
  /** A payment so small that spending it may cost more than it is worth. */
  DUST: { amount: bigint; least: bigint };
  BAD_PUZZLE_HASH: { bytes: number };
  /** Two outputs with the same puzzle hash and amount would be one and the same coin (wallet 6, item 10). */
  DUPLICATE_OUTPUT: { puzzleHash: string; amount: bigint };
  /** Under these coin rules a condition that creates a coin holds no memos. */
  MEMOS_NOT_SUPPORTED: { coinRules: string };

  /** All that the wallet has, coins on their way included, does not pay for amounts and fee together. */
  NOT_ENOUGH_FUNDS: { need: bigint; spendable: bigint };
  /** There is enough, but not before pending transactions are confirmed or rewards are old enough. */
  WAITING_FOR_CHANGE: { need: bigint; spendable: bigint; coming: bigint };
  /** There is enough, but in too many small coins; `most` is what as many as a block takes are worth together. */
  TOO_MANY_COINS: { need: bigint; limit: number; most: bigint };
  /** The coins that were asked for are worth less than amounts and fee together (wallet 6, item 10). */
  COINS_TOO_LITTLE: { need: bigint; sum: bigint };
  NO_COINS: Record<never, never>;
  /** A coin that was asked for cannot be spent now. */
  COIN_NOT_SPENDABLE: { name: string; reason: 'unknown' | 'spent' | 'pending' | 'frozen' };
  /** The same coin twice. */
  DUPLICATE_COIN: { name: string };
  /** The coin that is to make the outputs is not among those that are spent (wallet 6, item 10). */
  ORIGIN_NOT_AMONG_COINS: { origin: string };
  /** No key of this wallet can spend coins of this puzzle hash. */
  NO_KEY: { puzzleHash: string };
  /** More cost than full nodes take in one transaction: too many coins, outputs or memos. */
  BUNDLE_TOO_COSTLY: { cost: bigint; limit: bigint };
}

/** What is wrong with the text of an address (wallet 1.5). */
export type AddressProblem = 'characters' | 'checksum' | 'prefix' | 'length';

export type WalletErrorCode = keyof WalletErrorContext;

const sentences: { [Code in WalletErrorCode]: (context: WalletErrorContext[Code]) => string } = {
  WRONG_KEY: ({ path }) => `${path} is the wallet of another key`,
  WRONG_NETWORK: ({ path, found, wanted }) =>
    `${path} is a wallet of another network: its genesis is ${found}, this network's is ${wanted}`,
  UNKNOWN_BLOCK: ({ headerHash }) => `no block ${headerHash}`,
  ADDRESS_NOT_WATCHED: ({ index, watched }) =>
    `address ${index} is beyond those that are watched (0 to ${watched - 1}): a payment to it would not be seen`,
  UNKNOWN_TRANSACTION: ({ id }) => `no transaction ${id}`,
  NOT_PENDING: ({ id, state }) => `transaction ${id} is ${state}, not pending`,
  BAD_PAGE: ({ after }) => `no page begins at "${after}"`,

  BAD_ADDRESS: ({ detail }) => detail,
  NO_OUTPUTS: () => 'nobody is paid: a transaction needs at least one output',
  AMOUNT_OUT_OF_RANGE: ({ field, amount, min, max }) =>
    `the ${field} is ${amount} mojo; allowed are ${min} to ${max} mojo`,
  DUST: ({ amount, least }) => `${amount} mojo is dust: a payment has at least ${least} mojo`,
  BAD_PUZZLE_HASH: ({ bytes }) => `a puzzle hash has 32 bytes, not ${bytes}`,
  DUPLICATE_OUTPUT: ({ puzzleHash, amount }) =>
    `two outputs of ${amount} mojo to ${puzzleHash} would be the same coin: change an amount, or pay twice`,
  MEMOS_NOT_SUPPORTED: ({ coinRules }) => `payments have no memos under the coin rules ${coinRules}`,

  NOT_ENOUGH_FUNDS: ({ need, spendable }) =>
    `not enough funds: amount and fee are ${need} mojo together, ${spendable} mojo can be spent`,
  WAITING_FOR_CHANGE: ({ need, spendable, coming }) =>
    `amount and fee are ${need} mojo together, ${spendable} mojo can be spent now and ${coming} mojo are still to come: wait for the next blocks`,
  TOO_MANY_COINS: ({ need, limit, most }) =>
    `${need} mojo would take more than the ${limit} coins of one transaction, the largest of which are worth ${most} mojo: send less, or join coins by paying yourself`,
  COINS_TOO_LITTLE: ({ need, sum }) => `the coins are worth ${sum} mojo, amount and fee are ${need} mojo together`,
  NO_COINS: () => 'no coins to spend are named',
  COIN_NOT_SPENDABLE: ({ name, reason }) => `the coin ${name} cannot be spent now: it is ${reason}`,
  DUPLICATE_COIN: ({ name }) => `the coin ${name} is named twice`,
  ORIGIN_NOT_AMONG_COINS: ({ origin }) =>
    `the coin ${origin} that is to make the outputs is not among those that are spent`,
  NO_KEY: ({ puzzleHash }) => `this wallet has no key for the puzzle hash ${puzzleHash}`,
  BUNDLE_TOO_COSTLY: ({ cost, limit }) =>
    `the transaction costs ${cost}, full nodes take ${limit}: use fewer coins, outputs or memos`,
};

/** The one error of this package: `code` says what, `context` is typed by the code. */
export class WalletError<Code extends WalletErrorCode = WalletErrorCode> extends Error {
  override readonly name = 'WalletError';
  readonly code: Code;
  readonly context: WalletErrorContext[Code];

  constructor(code: Code, context: WalletErrorContext[Code]) {
    super(sentences[code](context));
    this.code = code;
    this.context = context;
  }
}
