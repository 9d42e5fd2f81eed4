import type { MempoolItem } from './item.ts';

/** Of bundles that wait: their number, and what they may take together, in bytes. */
export interface PendingLimits {
  readonly count: number;
  readonly bytes: number;
}

/**
 * Bundles that another tip may make valid, to be tried when the tips change (consensus 11.1, `potential`). The oldest go
 * when there are too many; one that is put in again keeps its place.
 */
export class Pending {
  readonly #items = new Map<string, MempoolItem>();
  readonly #limits: PendingLimits;
  #bytes = 0;

  constructor(limits: PendingLimits) {
    this.#limits = limits;
  }

  get items(): readonly MempoolItem[] {
    return [...this.#items.values()];
  }

  get count(): number {
    return this.#items.size;
  }

  get(key: string): MempoolItem | undefined {
    return this.#items.get(key);
  }

  put(item: MempoolItem): void {
    if (this.#items.has(item.key)) return;
    this.#items.set(item.key, item);
    this.#bytes += item.size;
    for (const oldest of this.#items.keys()) {
      if (this.#items.size <= this.#limits.count && this.#bytes <= this.#limits.bytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const item = this.#items.get(key);
    if (item === undefined) return;
    this.#items.delete(key);
    this.#bytes -= item.size;
  }
}
