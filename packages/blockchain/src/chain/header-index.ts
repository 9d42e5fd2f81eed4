import type { BlockRecord } from '../consensus/index.ts';
import { PACKED, packHeader, PACKED_SIZE as SIZE, viewOf } from '../store/index.ts';
import { HashTable } from './hash-table.ts';

/** In the place of an entry's own id, which its place tells. */
const JUMP = PACKED.id;
const HASH = 32;

/** Entries of one page, 1.4 MB: memory is taken by the page, and growing never copies. */
const PAGE = 16_384;

/** A header as the index takes it; `parentId` is `null` for genesis only. */
export interface IndexEntry extends BlockRecord {
  readonly headerHash: Uint8Array;
  readonly parentId: number | null;
}

/**
 * The headers map (consensus 9.1): every accepted header, in about 95 bytes each. Entries are numbered from 1 in order
 * of acceptance, so a parent's id is always below its child's. Ids that were never given are a programming error.
 *
 * Besides its parent each entry knows one farther ancestor, its jump: two jumps of equal length in a row are joined to
 * one, as carries are in counting (Myers, "An applicative random-access stack", 1983). How far a jump goes depends on
 * the height alone, and any ancestor is reached in some 2·log2(height) steps.
 */
export class HeaderIndex {
  readonly #pages: Uint8Array[] = [];
  readonly #views: DataView[] = [];
  readonly #ids: HashTable;
  #size = 0;

  /** @param expected entries to make room for in the table of hashes, which then need not grow on the way */
  constructor(expected: number = 0) {
    const prefix = (id: number): number => this.#view(id).getUint32(this.#at(id));
    this.#ids = new HashTable(prefix, (id, hash) => this.#hasHash(id, hash), expected);
  }

  get size(): number {
    return this.#size;
  }

  /** @returns the new entry's id */
  add(entry: IndexEntry): number {
    const id = this.#newId();
    packHeader({ ...entry, id }, this.#page(id), this.#at(id));
    return this.#link(id, entry.parentId);
  }

  /** The same for an entry in packed form; its id must be the next one. */
  addPacked(rows: Uint8Array, at: number): number {
    const id = this.#newId();
    this.#page(id).set(rows.subarray(at, at + SIZE), this.#at(id));
    return this.#link(id, this.parent(id) ?? null);
  }

  /** Takes back the entry that was added last, when it could not be stored. */
  removeLast(): void {
    this.#ids.removeLast(this.#size);
    this.#size -= 1;
    if (this.#size % PAGE === 0) {
      this.#pages.pop();
      this.#views.pop();
    }
  }

  find(hash: Uint8Array): number | undefined {
    const id = this.#ids.find(hash);
    return id === 0 ? undefined : id;
  }

  /** A copy. */
  hash(id: number): Uint8Array {
    return this.#page(id).slice(this.#at(id), this.#at(id) + HASH);
  }

  height(id: number): number {
    return this.#view(id).getUint32(this.#at(id) + PACKED.height);
  }

  weight(id: number): bigint {
    const [view, at] = [this.#view(id), this.#at(id) + PACKED.weight];
    return (view.getBigUint64(at) << 64n) | view.getBigUint64(at + 8);
  }

  /** Whether its weight is above that of its parent, as it has to be; genesis has none. */
  outweighsParent(id: number): boolean {
    const parent = this.parent(id);
    if (parent === undefined) return true;
    const [own, at] = [this.#view(id), this.#at(id) + PACKED.weight];
    const [others, there] = [this.#view(parent), this.#at(parent) + PACKED.weight];
    // Word by word: numbers of 128 bits would be made for a million headers, and thrown away.
    for (let byte = 0; byte < 16; byte += 4) {
      const difference = own.getUint32(at + byte) - others.getUint32(there + byte);
      if (difference !== 0) return difference > 0;
    }
    return false;
  }

  parent(id: number): number | undefined {
    const parent = this.#view(id).getUint32(this.#at(id) + PACKED.parentId);
    return parent === 0 ? undefined : parent;
  }

  /** An ancestor at a height that depends on the entry's own only; of genesis, itself. */
  jump(id: number): number {
    return this.#view(id).getUint32(this.#at(id) + JUMP);
  }

  record(id: number): BlockRecord {
    const [view, at] = [this.#view(id), this.#at(id)];
    return {
      height: view.getUint32(at + PACKED.height),
      timestamp: view.getBigUint64(at + PACKED.timestamp),
      weight: this.weight(id),
      totalIters: view.getBigUint64(at + PACKED.totalIters),
      minIters: view.getBigUint64(at + PACKED.minIters),
    };
  }

  #addPage(): void {
    const page = new Uint8Array(PAGE * SIZE);
    this.#pages.push(page);
    this.#views.push(viewOf(page));
  }

  #newId(): number {
    if (this.#size % PAGE === 0) this.#addPage();
    this.#size += 1;
    return this.#size;
  }

  #link(id: number, parentId: number | null): number {
    this.#view(id).setUint32(this.#at(id) + JUMP, parentId === null ? id : this.#jumpAbove(parentId));
    this.#ids.add(id);
    return id;
  }

  #jumpAbove(parent: number): number {
    const middle = this.jump(parent);
    const end = this.jump(middle);
    const height = this.height(middle);
    return this.height(parent) - height === height - this.height(end) ? end : parent;
  }

  #hasHash(id: number, hash: Uint8Array): boolean {
    const [page, at] = [this.#page(id), this.#at(id)];
    for (let byte = 0; byte < HASH; byte += 1) if (page[at + byte] !== hash[byte]) return false;
    return hash.length === HASH;
  }

  #at(id: number): number {
    return ((id - 1) % PAGE) * SIZE;
  }

  #page(id: number): Uint8Array {
    return this.#pages[this.#pageNumber(id)] as Uint8Array;
  }

  #view(id: number): DataView {
    return this.#views[this.#pageNumber(id)] as DataView;
  }

  #pageNumber(id: number): number {
    if (id < 1 || id > this.#size) throw new RangeError(`no header has the id ${id}; there are ${this.#size}`);
    return Math.floor((id - 1) / PAGE);
  }
}
