/** A map that forgets what was not asked for the longest. */
export class BoundedCache<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key); // moved to the end: the map's order is that of last use
    this.#entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#limit) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }

  /** The value of a key, made and kept if it is not here; `undefined` is not kept. */
  getOr(key: Key, make: () => Value | undefined): Value | undefined {
    const known = this.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (made !== undefined) this.set(key, made);
    return made;
  }
}
