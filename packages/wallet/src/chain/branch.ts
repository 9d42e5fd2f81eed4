import { sha256 } from '@noble/hashes/sha2.js';
import {
  blockRecord,
  ConsensusError,
  challengeAfter,
  decodeFilter,
  type HeaderRejection,
  type PreValidation,
  preValidate,
  type Requirements,
  validateHeader,
  validateHeaderCheaply,
} from '@salvia/blockchain';
import { Challenge, HeaderBlock, headerHash } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { HeaderRecord } from '../state/api.ts';
import type { AppendResult, HeaderAnswer, HeaderBranch, HeaderRefusal, ValidationMode } from './api.ts';
import { type Claim, type ProveOptions, proveSome } from './claims.ts';
import type { RecentRecords } from './recent-records.ts';

export interface BranchOptions extends ProveOptions {
  readonly mode: ValidationMode;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Blocks below it are not searched for coins. */
  readonly startingHeight: number;
}

/** The rules of header blocks come after those of headers. */
const WRONG_CHALLENGE = { error: 'INVALID_CHALLENGE', check: 'C1' } as const;
const WRONG_FILTER = { error: 'INVALID_TRANSACTIONS_FILTER_HASH', check: 'B1' } as const;
/** The header commits to it, so whoever made the block is to blame: full nodes do not take it either. */
const BROKEN_FILTER = { error: 'INVALID_TRANSACTIONS_FILTER_HASH', check: 'FILTER' } as const;

export class Branch implements HeaderBranch {
  readonly #options: BranchOptions;
  readonly #records: RecentRecords;
  readonly #prepared = new WeakMap<HeaderBlock, Promise<PreValidation | null>>();
  #claims: Claim[] = [];

  constructor(records: RecentRecords, options: BranchOptions) {
    this.#options = options;
    this.#records = records;
  }

  get height(): number {
    return this.#records.last.height;
  }

  get headerHash(): Uint8Array {
    return this.#records.last.headerHash;
  }

  get weight(): bigint {
    return this.#records.last.weight;
  }

  prepare({ headerBlock }: HeaderAnswer): void {
    const { mode, constants, verifier } = this.#options;
    if (mode === 'sampled') return;
    const checked = preValidate(headerBlock, constants, verifier);
    checked.catch(() => undefined); // told when it is its turn, and nobody minds if that never comes
    this.#prepared.set(headerBlock, checked);
  }

  async append({ headerBlock, transactionsFilter }: HeaderAnswer): Promise<AppendResult> {
    const { header } = headerBlock;
    const hash = headerHash(header);
    const refuse = ({ error, check }: HeaderRejection): { readonly refused: HeaderRefusal } => ({
      refused: { error, check, height: header.data.height, headerHash: hash },
    });
    const requirements = await this.#judge(headerBlock);
    if ('error' in requirements) return refuse(requirements);
    const record = this.#recordOf(headerBlock, hash, requirements);
    if (record === null) return refuse(WRONG_CHALLENGE);
    if (!sameBytes(sha256(transactionsFilter), header.data.filterHash)) return refuse(WRONG_FILTER);
    if (!isReadable(transactionsFilter)) return refuse(BROKEN_FILTER);
    this.#records.push(record);
    if (this.#options.mode === 'sampled')
      this.#claims.push({ encoded: HeaderBlock.encode(headerBlock), headerHash: hash, requirements });
    return { validated: { record, header, filter: transactionsFilter } };
  }

  async settle(): Promise<HeaderRefusal | null> {
    const claims = this.#claims;
    this.#claims = [];
    return proveSome(claims, this.#options);
  }

  async #judge(block: HeaderBlock): Promise<HeaderRejection | Requirements> {
    const { mode, constants, verifier, now } = this.#options;
    const parent = { ...this.#records.last, ancestry: this.#records.ancestry() };
    const input = { block, parent, constants, nowMs: now(), verifier };
    if (mode === 'sampled') return validateHeaderCheaply(input);
    const preValidated = (await this.#prepared.get(block)) ?? undefined;
    return validateHeader({ ...input, genesis: false, finished: true, preValidated });
  }

  /** @returns `null` if the header block's own challenge is not the one that it makes */
  #recordOf(block: HeaderBlock, hash: Uint8Array, { minIters }: Requirements): HeaderRecord | null {
    const { constants, startingHeight } = this.#options;
    const { height, prevHeaderHash } = block.header.data;
    const known = { headerHash: hash, prevHeaderHash, scanned: height >= startingHeight };
    const record = { ...blockRecord(block.header, minIters), ...known, challengeHash: hash };
    const made = challengeAfter(block, this.#records.with(record), constants);
    return Challenge.equals(made.challenge, block.challenge) ? { ...record, challengeHash: made.hash } : null;
  }
}

function isReadable(filter: Uint8Array): boolean {
  try {
    decodeFilter(filter);
    return true;
  } catch (error) {
    if (error instanceof ConsensusError) return false;
    throw error;
  }
}
