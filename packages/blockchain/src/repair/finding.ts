import type { RepairPhase } from './progress.ts';

/** What can be wrong with a chain's database, and what it means. */
export const FINDINGS = {
  NOT_A_DATABASE: 'the file does not begin as an SQLite file does',
  TRUNCATED: 'the file is shorter than it says',
  PAGES_DAMAGED: 'SQLite cannot make sense of some pages',
  SCHEMA_DAMAGED: 'a table or an index is not there, or not what it should be',
  NEWER_SCHEMA: 'a later version wrote the file',
  HEADER_MISSING: 'a number in the order of headers is not there',
  HEADER_FIELDS: 'fields of a header are not what a header can have',
  HEADER_PARENT: 'the parent of a header is not there, or comes after it',
  HEADER_HEIGHT: 'the height of a header does not follow that of its parent',
  HEADER_WEIGHT: 'a header is not heavier than its parent',
  HEADER_DISAGREES: 'fields of a header are not those of its block',
  WRONG_GENESIS: 'the first header is not the genesis of the network',
  BLOCK_MISSING: 'a header has no block',
  BLOCK_STRAY: 'a block has no header',
  BLOCK_UNREADABLE: 'a block cannot be read',
  BLOCK_HASH: 'a block does not have the hash of its header',
  CHANGES_UNREADABLE: 'what a block did to the coins cannot be read',
  TIPS_WRONG: 'the tips are not those that the blocks make',
  LCA_WRONG: 'the last common ancestor is not that of the tips',
  COIN_MISSING: 'a coin that a block created is not there',
  COIN_WRONG: 'a coin is not what blocks made of it',
  COIN_EXTRA: 'a coin that no block created',
  UNFINISHED_UNREADABLE: 'an unfinished block cannot be read',
  SYNC_UNREADABLE: 'what a sync under way has cannot be read',
  BLOCK_INVALID: 'a block breaks a rule',
  BLOCK_DISCONNECTED: 'a block whose parent is lost',
  CHANGES_DISAGREE: 'what a block did to the coins is not what is recorded',
} as const;
export type FindingCode = keyof typeof FINDINGS;

export interface Finding {
  readonly code: FindingCode;
  /** In words, what and where. */
  readonly detail: string;
}

/** Findings of one code that are listed; more are counted only. */
const LISTED = 20;

export class Findings {
  readonly list: Finding[] = [];
  readonly counts: Partial<Record<FindingCode, number>> = {};
  /** Parts that damage kept from being looked at. */
  readonly notChecked: RepairPhase[] = [];

  add(code: FindingCode, detail: string): void {
    const count = (this.counts[code] ?? 0) + 1;
    this.counts[code] = count;
    if (count <= LISTED) this.list.push({ code, detail });
  }

  get total(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** Whether something of these kinds was found. */
  has(...codes: readonly FindingCode[]): boolean {
    return codes.some((code) => this.counts[code] !== undefined);
  }
}
