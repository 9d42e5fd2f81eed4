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
}

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
