import type { Journal } from './journal.ts';

/** A map whose changes a journal can take back; values are replaced, never changed. */
export class JournaledMap<Key, Value> {
  readonly #map = new Map<Key, Value>();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get size(): number {
    this.#journal.usable();
    return this.#map.size;
  }

  get(key: Key): Value | undefined {
    this.#journal.usable();
    return this.#map.get(key);
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  values(): IterableIterator<Value> {
    this.#journal.usable();
    return this.#map.values();
  }

  entries(): IterableIterator<[Key, Value]> {
    this.#journal.usable();
    return this.#map.entries();
  }

  set(key: Key, value: Value): void {
    const before = this.get(key);
    this.#map.set(key, value);
    this.#journal.record(() => (before === undefined ? this.#map.delete(key) : this.#map.set(key, before)));
  }

  delete(key: Key): void {
    const before = this.get(key);
    if (before === undefined) return;
    this.#map.delete(key);
    this.#journal.record(() => this.#map.set(key, before));
  }
}

/** Several values to a key, as an index has them; changes can be taken back likewise. */
export class JournaledSets<Key, Value> {
  readonly #sets = new Map<Key, Set<Value>>();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** In the order in which they were added, unless one was taken back. */
  at(key: Key): readonly Value[] {
    this.#journal.usable();
    return [...(this.#sets.get(key) ?? [])];
  }

  add(key: Key, value: Value): void {
    this.#insert(key, value);
    this.#journal.record(() => this.#remove(key, value));
  }

  delete(key: Key, value: Value): void {
    if (this.#remove(key, value)) this.#journal.record(() => this.#insert(key, value));
  }

  #insert(key: Key, value: Value): void {
    const set = this.#sets.get(key);
    if (set === undefined) this.#sets.set(key, new Set([value]));
    else set.add(value);
  }

  #remove(key: Key, value: Value): boolean {
    const set = this.#sets.get(key);
    const removed = set?.delete(value) ?? false;
    if (set?.size === 0) this.#sets.delete(key);
    return removed;
  }
}
