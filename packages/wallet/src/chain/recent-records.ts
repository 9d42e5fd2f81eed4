import type { Ancestry } from '@salvia/blockchain';
import type { HeaderRecord } from '../state/api.ts';

/** Finds a stored header. */
export type FindHeader = (headerHash: Uint8Array) => HeaderRecord | undefined;

/**
 * The end of one chain, as long as the rules look back, and genesis. It is followed from parent to parent, so that it stays
 * the same when the wallet changes to another chain meanwhile.
 */
export class RecentRecords {
  readonly #limit: number;
  readonly #genesis: HeaderRecord;
  /** In order of height, at least one. */
  #records: readonly HeaderRecord[];

  /** @param last a stored header */
  constructor(find: FindHeader, genesis: HeaderRecord, last: HeaderRecord, limit: number) {
    this.#limit = limit;
    this.#genesis = genesis;
    const records = [last];
    for (let at: HeaderRecord | undefined = last; at.height > 0 && records.length < limit; ) {
      at = find(at.prevHeaderHash);
      if (at === undefined) break; // it is missed when somebody looks for it
      records.push(at);
    }
    this.#records = records.reverse();
  }

  get last(): HeaderRecord {
    return this.#records.at(-1) as HeaderRecord;
  }

  ancestry(): Ancestry {
    return ancestryOf(this.#genesis, this.#records);
  }

  /** The same with one more. */
  with(record: HeaderRecord): Ancestry {
    return ancestryOf(this.#genesis, [...this.#records, record]);
  }

  push(record: HeaderRecord): void {
    this.#records = [...this.#records, record].slice(-this.#limit);
  }
}

function ancestryOf(genesis: HeaderRecord, records: readonly HeaderRecord[]): Ancestry {
  const { height } = records.at(-1) as HeaderRecord;
  const first = height - records.length + 1;
  return {
    height,
    at(wanted) {
      const record = wanted === 0 ? genesis : records[wanted - first];
      if (record === undefined) throw new RangeError(`no record at height ${wanted}, there are ${first} to ${height}`);
      return record;
    },
  };
}
