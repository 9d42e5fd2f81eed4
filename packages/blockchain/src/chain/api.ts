import type { CoinRecord, ErrorName, FullBlock, Header, HeaderBlock, ProofOfTime } from '@salvia/protocol';
import type { Candidate, ChainView, ChallengeWithHash, PreValidation, ProvenHeader } from '../consensus/index.ts';
import type { BlockCoins, SyncStore, UnfinishedBlock } from '../store/index.ts';
import type { HeaderBranch } from './branch.ts';
import type { CandidateRequest } from './candidate.ts';
import type { CompactProofResult } from './compact-proofs.ts';
import type { HashList } from './fork-point.ts';
import type { ValidatedHeader } from './validated-header.ts';

/** What became of a received block (consensus 3.3). */
export type ReceiveResult =
  | {
      readonly result: 'ADDED_TO_HEAD';
      /** The tip that had to go, if the list was full. */
      readonly removedTip: Header | null;
      readonly lcaChanged: boolean;
    }
  | { readonly result: 'ADDED_AS_ORPHAN' | 'ALREADY_HAVE_BLOCK' | 'DISCONNECTED_BLOCK' }
  | {
      readonly result: 'INVALID_BLOCK';
      readonly error: ErrorName;
      /** Row of consensus 7 or 8 that failed, such as `H7`. */
      readonly check: string;
    };

export interface ReceiveOptions {
  /** What `preValidate` found for this very block; spares its expensive checks. */
  readonly preValidated?: PreValidation | null;
  /**
   * What a branch of this chain made of the block's header; spares the same, for this header only. A proof of time that
   * differs from the header block's is checked again.
   */
  readonly validated?: ValidatedHeader | null;
}

export type UnfinishedResult = { readonly iterations: bigint } | { readonly error: ErrorName; readonly check: string };

/** A block was added: stored, and tips and LCA are what they are to be. */
export interface BlockAdded {
  readonly block: FullBlock;
  readonly headerHash: Uint8Array;
  readonly result: Extract<ReceiveResult, { result: 'ADDED_TO_HEAD' | 'ADDED_AS_ORPHAN' }>;
}

/**
 * One chain: every accepted block, the tips, their last common ancestor (LCA) and the coins.
 *
 * Header hashes, coin names and challenges are 32 bytes. A hash that no accepted header has gives `null` (or `false`)
 * where the type says so, else a `BlockchainError` UNKNOWN_HEADER. After `close` whatever needs the database fails with
 * a `DatabaseError` CLOSED.
 */
export interface Blockchain {
  /**
   * Validates a block and adds it (consensus 7.1, 9.2). Calls are served one after the other, in order of arrival; once
   * the promise resolves with an addition, the block survives the end of the process.
   * @param nowMs the local clock, whole milliseconds since 1970
   */
  receiveBlock(block: FullBlock, nowMs: number, options?: ReceiveOptions): Promise<ReceiveResult>;
  /**
   * The checks of a block or header block that need no chain, for many at once during sync; `null`: no verdict yet (7.3).
   * What `receiveBlock` waits for is served before them.
   */
  preValidate(block: ProvenHeader): Promise<PreValidation | null>;
  /**
   * Makes the expensive checks of a block's body ahead of its turn, so that `receiveBlock` finds them done; for blocks of
   * validated headers. Never fails: what breaks down does so again where it counts.
   * @returns whether it was done; `false` also while more is under way than can be remembered
   */
  warm(block: FullBlock): Promise<boolean>;
  /**
   * Begins to validate headers ahead of their blocks, on any accepted header. The branch stays right while the chain grows.
   */
  branch(forkHash: Uint8Array): HeaderBranch;
  /**
   * Validates a block that waits for its proof of time (H1–H12, and its body, Q23). Its parent must be a tip, else
   * DOES_NOT_EXTEND.
   */
  validateUnfinished(block: FullBlock, nowMs: number): Promise<UnfinishedResult>;
  /** The unsigned block that a farmer gets to sign (consensus 10.6). */
  createCandidate(request: CandidateRequest): Promise<Candidate>;

  /** In the order in which they are kept, which decides ties. */
  tips(): readonly Header[];
  lca(): Header;
  hasHeader(headerHash: Uint8Array): boolean;
  header(headerHash: Uint8Array): Header | null;
  /** On the main chain, from genesis to the LCA; `null` above it. */
  hashAtHeight(height: number): Uint8Array | null;
  block(headerHash: Uint8Array): Promise<FullBlock | null>;
  /** All blocks of that height, orphans included, in order of acceptance. */
  blocksAtHeight(height: number): Promise<FullBlock[]>;
  headerBlock(headerHash: Uint8Array): Promise<HeaderBlock | null>;
  /** Of the header's proof of space and its proof of time's output (consensus 3.4); neither is read for it. */
  proofsHash(headerHash: Uint8Array): Uint8Array | null;
  /** The hashes of a chain from genesis to that header, which may be any accepted one. */
  headerHashesTo(headerHash: Uint8Array): Uint8Array[] | null;
  /**
   * The greatest height at which a list of header hashes (genesis first) agrees with one of our tips' chains
   * (consensus 9.9, sync step 2); by bisection, so the list should be one chain. DIFFERENT_GENESIS if not even 0 does.
   */
  forkPoint(headerHashes: HashList): number;

  /** What the child of a header must answer. */
  challengeAfter(headerHash: Uint8Array): ChallengeWithHash;
  nextDifficulty(headerHash: Uint8Array): bigint;
  nextMinIters(headerHash: Uint8Array): bigint;

  /** What a block did to the coins; no program is run for it. `null` for an unknown block. */
  blockCoins(headerHash: Uint8Array): Promise<BlockCoins | null>;
  /** On the chain that ends at a header, by default the LCA; `null` if it was not created there. */
  coin(name: Uint8Array, at?: Uint8Array): Promise<CoinRecord | null>;
  /** The coins and times of the chain that ends at a header, as its child sees them; stays right while the chain grows. */
  view(headerHash: Uint8Array): ChainView;
  coinsByPuzzleHash(puzzleHash: Uint8Array, at?: Uint8Array): Promise<CoinRecord[]>;

  /** @returns whether it was stored; `false` if there is one for that challenge and number of iterations (Q25) */
  putUnfinished(unfinished: UnfinishedBlock): Promise<boolean>;
  getUnfinished(challengeHash: Uint8Array, iterations: bigint): Promise<FullBlock | null>;
  /** By height, then by iterations. */
  listUnfinished(): Promise<UnfinishedBlock[]>;
  /** @returns how many were dropped */
  pruneUnfinishedBelow(height: number): Promise<number>;

  /** What a sync under way has so far; kept across restarts. Its calls are done at once. */
  readonly sync: SyncStore;

  /**
   * The height at which accepted blocks, orphans included, have a proof of time for that challenge and number of iterations;
   * `null` if none has (consensus 9.1).
   */
  provedHeight(challengeHash: Uint8Array, iterations: bigint): Promise<number | null>;
  /**
   * Puts a compact proof of time (witness type 0) in the place of longer ones for the same challenge and iterations,
   * if it is valid and has the same output; tips and LCA stay what they are (Q16).
   */
  replaceProofOfTime(proof: ProofOfTime): Promise<CompactProofResult>;

  /** Called after each addition, before `receiveBlock` resolves. @returns a function that ends the subscription */
  onBlock(listener: (added: BlockAdded) => void): () => void;
  close(): Promise<void>;
}
