/** A map that forgets what was not asked for the longest, as soon as all together weighs more than its limit. */
export class BoundedCache<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #limit: number;
  readonly #weightOf: (value: Value) => number;
  #weight = 0;

  /** @param weightOf by default each weighs 1, so that `limit` is their number */
  constructor(limit: number, weightOf: (value: Value) => number = () => 1) {
    this.#limit = limit;
    this.#weightOf = weightOf;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key); // moved to the end: the map's order is that of last use
    this.#entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.delete(key);
    this.#entries.set(key, value);
    this.#weight += this.#weightOf(value);
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.#limit) return;
      this.delete(oldest);
    }
  }

  delete(key: Key): void {
    const value = this.#entries.get(key);
    if (value === undefined) return;
    this.#weight -= this.#weightOf(value);
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
