/** What each code carries; verdicts on blocks are not among them, those are answers. */
export interface BlockchainErrorPayloads {
  /** The database was made for another chain: its block 0 is not the network's genesis. */
  WRONG_GENESIS: { found: string; expected: string };
  /** The genesis block of the network file does not pass validation. */
  INVALID_GENESIS: { error: string };
  /** What the database holds cannot be the state of a chain; `advice`: what its owner can do. */
  CORRUPT_CHAIN: { problem: string; advice?: string };
  /** A header hash that no accepted header has. */
  UNKNOWN_HEADER: { headerHash: string };
  /** Asked for something that only a tip can be base of. */
  NOT_A_TIP: { headerHash: string };
  /** A list of header hashes that starts with another genesis. */
  DIFFERENT_GENESIS: { found: string; expected: string };
}

export type BlockchainErrorCode = keyof BlockchainErrorPayloads;

/** `code` says what, `payload` is typed by the code. */
export class BlockchainError<C extends BlockchainErrorCode = BlockchainErrorCode> extends Error {
  override readonly name = 'BlockchainError';
  readonly code: C;
  readonly payload: BlockchainErrorPayloads[C];

  constructor(code: C, payload: BlockchainErrorPayloads[C]) {
    const shown = Object.entries(payload).map(([key, value]) => `${key} ${String(value)}`);
    super(`${code}: ${shown.join(', ')}`);
    this.code = code;
    this.payload = payload;
  }
}

/** What is in the database cannot be a chain. */
export const corruptChain = (problem: string): BlockchainError => new BlockchainError('CORRUPT_CHAIN', { problem });
