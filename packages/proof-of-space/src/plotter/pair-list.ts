/** A growing list of (left, right) positions in two arrays. */
export class PairList {
  left: Uint32Array;
  right: Uint32Array;
  size = 0;

  constructor(capacity: number) {
    this.left = new Uint32Array(capacity);
    this.right = new Uint32Array(capacity);
  }

  add(left: number, right: number): void {
    if (this.size === this.left.length) this.#grow();
    this.left[this.size] = left;
    this.right[this.size] = right;
    this.size++;
  }

  /** Sorts the pairs from index `from` on, which share their left position, by right position: a handful at most. */
  sortRightsFrom(from: number): void {
    const { right } = this;
    for (let i = from + 1; i < this.size; i++) {
      const value = right[i]!;
      let at = i;
      for (; at > from && right[at - 1]! > value; at--) right[at] = right[at - 1]!;
      right[at] = value;
    }
  }

  #grow(): void {
    const capacity = Math.max(16, this.left.length * 2);
    for (const side of ['left', 'right'] as const) {
      const wider = new Uint32Array(capacity);
      wider.set(this[side]);
      this[side] = wider;
    }
  }
}
