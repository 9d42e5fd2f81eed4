/** The part of the main chain that all tips share: the header at each height from genesis to the LCA (consensus 9.5). */
export class MainChain {
  #ids: Uint32Array = new Uint32Array(1024);
  #length = 0;

  /** Height of the LCA; -1 while the chain is empty. */
  get height(): number {
    return this.#length - 1;
  }

  /** Id of the header at a height; `undefined` above the LCA. */
  at(height: number): number | undefined {
    return height >= 0 && height < this.#length ? this.#ids[height] : undefined;
  }

  has(id: number, height: number): boolean {
    return this.at(height) === id;
  }

  /** Cuts the chain after the height `fork` and appends `ids`, the first of which follows it. */
  replaceAfter(fork: number, ids: readonly number[]): void {
    const length = fork + 1 + ids.length;
    while (length > this.#ids.length) {
      const longer = new Uint32Array(this.#ids.length * 2);
      longer.set(this.#ids);
      this.#ids = longer;
    }
    this.#ids.set(ids, fork + 1);
    this.#length = length;
  }
}
