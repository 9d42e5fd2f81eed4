import type { HeaderRejection } from '@salvia/blockchain';
import type { Header, HeaderBlock } from '@salvia/protocol';
import type { HeaderRecord } from '../state/api.ts';

/**
 * How much of a header is checked. `full`: all of consensus 7.2. `sampled`: of all headers what costs nothing; proof of
 * time, proof of space and plot signature of headers that are drawn, and of the last ones.
 */
export type ValidationMode = 'full' | 'sampled';

/** What `respond_header` says of a block (wallet 5.3). */
export interface HeaderAnswer {
  readonly headerBlock: HeaderBlock;
  readonly transactionsFilter: Uint8Array;
}

/** A block whose header is valid: it may go into the wallet once it was searched for coins. */
export interface ValidBlock {
  readonly record: HeaderRecord;
  readonly header: Header;
  /** Its hash is the header's `filterHash`. */
  readonly filter: Uint8Array;
}

/**
 * Why a header is not valid: a row of consensus 7.2; `C1`: the header block's challenge is not the one that it makes;
 * `B1`: the filter is not the one that the header names; `FILTER`: it is, and is none. `faultOf` of `blockchain` says who is
 * to blame.
 */
export interface HeaderRefusal extends HeaderRejection {
  readonly height: number;
  /** 32 bytes: of the header that is at fault, which need not be the last one. */
  readonly headerHash: Uint8Array;
}

export type AppendResult = { readonly validated: ValidBlock } | { readonly refused: HeaderRefusal };

/** Headers that are validated ahead of their storing: a chain of them on a block that the wallet knows. */
export interface HeaderBranch {
  /** Of the last header, at first the one that the branch begins on. */
  readonly height: number;
  readonly headerHash: Uint8Array;
  /** Of the chain that ends there. */
  readonly weight: bigint;
  /** Begins what takes long, and is to be done, for a header that will be appended soon. */
  prepare(answer: HeaderAnswer): void;
  /**
   * Validates a child of the last header. A refusal leaves the branch as it was. Not to be called while it runs.
   * What was appended is not to be stored before {@link settle}.
   */
  append(answer: HeaderAnswer): Promise<AppendResult>;
  /**
   * Makes the expensive checks of headers appended since the last time: of those that are drawn, with chances
   * proportional to the weight that they add, and of the last ones. All were made already if validation is full.
   * @returns `null` if all pass; otherwise the whole branch is of no use
   */
  settle(): Promise<HeaderRefusal | null>;
}

/** Part of a stream of headers: blocks that may be stored; or, at the end, what is wrong and where that header came from. */
export type ValidatedPart<Source> =
  | { readonly blocks: readonly ValidBlock[] }
  | { readonly refused: HeaderRefusal; readonly source: Source };

/** Validates header blocks on top of what the wallet has (wallet 4.4, 5.6). */
export interface HeaderChain {
  readonly mode: ValidationMode;
  /** @throws WalletError UNKNOWN_BLOCK */
  branch(forkHash: Uint8Array): HeaderBranch;
  /**
   * Validates headers that follow one another, on the wallet's block that the first one names as its parent, with many
   * expensive checks under way. Blocks come out when they may be stored: in `sampled` mode all at the end, so no more
   * should go in than fit in memory, some kilobytes each. It ends after a refusal.
   * @param headerOf what of an answer is the header
   * @param sourceOf what of an answer is kept until its header is settled, to say where it came from
   * @throws WalletError UNKNOWN_BLOCK if the wallet does not have that parent
   */
  validate<Answer, Source>(
    answers: AsyncIterable<Answer> | Iterable<Answer>,
    headerOf: (answer: Answer) => HeaderAnswer,
    sourceOf: (answer: Answer) => Source,
  ): AsyncGenerator<ValidatedPart<Source>, void, void>;
}
