import { Challenge, type ErrorName, type HeaderBlock, headerHash } from '@salvia/protocol';
import {
  type Ancestry,
  type BlockRecord,
  blockRecord,
  challengeAfter,
  lookBack,
  type Parent,
  type PreValidation,
  validateHeader,
} from '../consensus/index.ts';
import type { ChainCore } from './core.ts';
import { Mutex } from './mutex.ts';
import { parentOf } from './receive.ts';
import type { ValidatedHeader } from './validated-header.ts';

export interface AppendOptions {
  /** What `preValidate` found for this very header block; spares its expensive checks. */
  readonly preValidated?: PreValidation | null;
}

export type AppendResult =
  | { readonly validated: ValidatedHeader }
  | {
      readonly error: ErrorName;
      /** Row of consensus 7 that failed, or `C1`: the header block's challenge is not the one that it makes. */
      readonly check: string;
    };

/**
 * Headers that are validated ahead of their blocks (sync step 3): a chain of them on an accepted header. It keeps as many
 * records as the rules look back, whatever its length.
 */
export interface HeaderBranch {
  /** Of the last header, at first the one that the branch begins on. */
  readonly height: number;
  readonly headerHash: Uint8Array;
  /** Of the chain that ends there. */
  readonly weight: bigint;
  /**
   * Validates a child of the last header: every check of consensus 7.2, and the header block's own challenge. An answer
   * other than `validated` leaves the branch as it was; `faultOf` says who is to blame. Calls are served in their order.
   * @param nowMs the local clock, whole milliseconds since 1970
   */
  append(block: HeaderBlock, nowMs: number, options?: AppendOptions): Promise<AppendResult>;
}

/** The rules of header blocks come after those of headers. */
const WRONG_CHALLENGE = { error: 'INVALID_CHALLENGE', check: 'C1' } as const;

/** @throws BlockchainError UNKNOWN_HEADER */
export function createBranch(core: ChainCore, forkHash: Uint8Array): HeaderBranch {
  const mutex = new Mutex();
  const records = new BranchRecords(core.state.ancestry(core.idOf(forkHash)), lookBack(core.constants));
  let parent: Parent = parentOf(core, core.idOf(forkHash));

  const append: HeaderBranch['append'] = async (block, nowMs, { preValidated } = {}) => {
    const { constants, ahead: verifier } = core;
    const input = { block, genesis: false, parent, constants, nowMs, finished: true, verifier };
    const verdict = await validateHeader({ ...input, preValidated: preValidated ?? undefined });
    if ('error' in verdict) return { error: verdict.error, check: verdict.check };
    const record = blockRecord(block.header, verdict.minIters);
    const made = challengeAfter(block, records.with(record), constants);
    if (!Challenge.equals(made.challenge, block.challenge)) return WRONG_CHALLENGE;
    const hash = headerHash(block.header);
    records.push(record);
    parent = { headerHash: hash, challengeHash: made.hash, ancestry: records.ancestry() };
    return { validated: core.validatedHeaders.add(hash, block, verdict) };
  };

  return {
    get height() {
      return parent.ancestry.height;
    },
    get headerHash() {
      return parent.headerHash.slice();
    },
    get weight() {
      return parent.ancestry.at(parent.ancestry.height).weight;
    },
    append: (block, nowMs, options) => mutex.run(() => append(block, nowMs, options)),
  };
}

/** The last records of a branch; those at its fork and below are the chain's. */
class BranchRecords {
  readonly #base: Ancestry;
  readonly #limit: number;
  /** In order of height; the last one is the branch's last header. */
  #records: readonly BlockRecord[] = [];

  constructor(base: Ancestry, limit: number) {
    this.#base = base;
    this.#limit = limit;
  }

  /** The chain that ends at the last header. */
  ancestry(): Ancestry {
    return ancestryOf(this.#base, this.#records);
  }

  /** The same with one more. */
  with(record: BlockRecord): Ancestry {
    return ancestryOf(this.#base, [...this.#records, record]);
  }

  push(record: BlockRecord): void {
    this.#records = [...this.#records, record].slice(-this.#limit);
  }
}

function ancestryOf(base: Ancestry, records: readonly BlockRecord[]): Ancestry {
  const height = records.at(-1)?.height ?? base.height;
  const first = height - records.length + 1;
  return {
    height,
    at: (wanted) => {
      const record = wanted > base.height ? records[wanted - first] : base.at(wanted);
      if (record === undefined)
        throw new RangeError(`no record at height ${wanted} of a branch of ${first} to ${height}`);
      return record;
    },
  };
}
