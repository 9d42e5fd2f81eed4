import type { PackedList } from '@salvia/streamable';

export const HASH = 32;
/** Heights of one page. */
const PAGE = 1024;

/** Hashes of some heights of one page, one after the other. */
export interface HashPage {
  /** Height of the first one. */
  readonly first: number;
  readonly hashes: Uint8Array;
}

/** Where pages are kept, by number. */
export interface HashPages {
  get(page: number): HashPage | undefined;
  /** The hash of one height of that page, without the others. */
  hash(page: number, height: number): Uint8Array | undefined;
  /** The greatest number of a page. */
  last(): number | undefined;
  set(page: number, value: HashPage): void;
  /** That one and all above. */
  deleteFrom(page: number): void;
}

/**
 * Header hashes of consecutive heights, packed in pages of 32 KiB: a million of them are a thousand rows, and none is in
 * memory.
 */
export class PagedHashes {
  readonly #pages: HashPages;

  constructor(pages: HashPages) {
    this.#pages = pages;
  }

  /** One above the last height; 0 without hashes. */
  get end(): number {
    const last = this.#pages.last();
    const page = last === undefined ? undefined : this.#pages.get(last);
    return page === undefined ? 0 : endOf(page);
  }

  at(height: number): Uint8Array | undefined {
    return this.#pages.hash(pageOf(height), height);
  }

  /** Those that are there from that height on go. @throws RangeError for a gap, or for something that is no hash */
  add(fromHeight: number, hashes: PackedList<Uint8Array>): void {
    for (const { length } of hashes) if (length !== HASH) throw new RangeError(`a hash of ${length} bytes`);
    if (!this.#canBeginAt(fromHeight)) throw new RangeError(`no hash at height ${fromHeight - 1} to go on from`);
    let begun = this.#cut(fromHeight);
    for (let done = 0; done < hashes.length; ) {
      const height = fromHeight + done;
      const count = Math.min(PAGE - (height % PAGE), hashes.length - done);
      const part = Array.from({ length: count }, (_, index) => hashes.at(done + index) as Uint8Array);
      this.#pages.set(pageOf(height), joined(begun ?? { first: height, hashes: EMPTY }, part));
      begun = undefined;
      done += count;
    }
  }

  clear(): void {
    this.#pages.deleteFrom(0);
  }

  /** Whether no gap is left, once the hashes from that height on are gone. */
  #canBeginAt(height: number): boolean {
    if (!Number.isSafeInteger(height) || height < 0) return false;
    return this.#pages.last() === undefined || height <= this.end;
  }

  /** Takes away the hashes at a height and above. @returns what stays of its page */
  #cut(height: number): HashPage | undefined {
    const number = pageOf(height);
    const page = this.#pages.get(number);
    this.#pages.deleteFrom(number);
    if (page === undefined || height <= page.first) return undefined;
    const kept = { first: page.first, hashes: page.hashes.slice(0, (height - page.first) * HASH) };
    this.#pages.set(number, kept);
    return kept;
  }
}

const EMPTY = new Uint8Array();
const pageOf = (height: number): number => Math.floor(height / PAGE);
const endOf = ({ first, hashes }: HashPage): number => first + hashes.length / HASH;

/** What a page that is at hand says of a height. */
export function hashIn(page: HashPage, height: number): Uint8Array | undefined {
  if (height < page.first || height >= endOf(page)) return undefined;
  return page.hashes.slice((height - page.first) * HASH, (height - page.first + 1) * HASH);
}

function joined({ first, hashes }: HashPage, more: readonly Uint8Array[]): HashPage {
  const all = new Uint8Array(hashes.length + more.length * HASH);
  all.set(hashes);
  for (const [at, hash] of more.entries()) all.set(hash, hashes.length + at * HASH);
  return { first, hashes: all };
}
