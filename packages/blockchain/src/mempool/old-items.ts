import type { MempoolItem } from './item.ts';

/** Heights of which items are kept. */
const HEIGHTS = 10;

/**
 * Items of mempools whose tips are gone, for the case that the chain goes back behind them (consensus 11.6 item 4). Those
 * of the last heights are kept, all of them.
 */
export class OldItems {
  readonly #byHeight = new Map<number, Map<string, MempoolItem>>();

  /** @param height of the tip that is gone */
  add(height: number, items: readonly MempoolItem[]): void {
    const known = this.#byHeight.get(height);
    this.#byHeight.delete(height); // moved to the end: the map's order is that of last use
    this.#byHeight.set(height, new Map([...(known ?? []), ...items.map((item) => [item.key, item] as const)]));
    const [oldest] = this.#byHeight.keys();
    if (this.#byHeight.size > HEIGHTS && oldest !== undefined) this.#byHeight.delete(oldest);
  }

  /** In order of height, each once. */
  items(): MempoolItem[] {
    const heights = [...this.#byHeight.keys()].sort((a, b) => a - b);
    const all = heights.flatMap((height) => [...(this.#byHeight.get(height)?.values() ?? [])]);
    return [...new Map(all.map((item) => [item.key, item])).values()];
  }
}
