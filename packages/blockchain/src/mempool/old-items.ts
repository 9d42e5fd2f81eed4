import type { MempoolItem } from './item.ts';

/** Heights of which all items are kept (consensus 11.6 item 4). */
const HEIGHTS = 10;

/** Heights of which items are kept as long as they are not too many: a network that falls apart for hours loses none. */
const MOST_HEIGHTS = 200;

/** Bytes of items, counted again at every height, above which there is no room for more than the last heights. */
const BYTES = 32 * 2 ** 20;

interface ItemsOfHeight {
  readonly items: ReadonlyMap<string, MempoolItem>;
  readonly bytes: number;
}

/** Items of mempools whose tips are gone, for the case that the chain goes back behind them (consensus 11.6 item 4). */
export class OldItems {
  readonly #byHeight = new Map<number, ItemsOfHeight>();
  #bytes = 0;

  /** @param height of the tip that is gone */
  add(height: number, added: readonly MempoolItem[]): void {
    const known = this.#remove(height); // moved to the end: the map's order is that of last use
    const items = new Map([...(known?.items ?? []), ...added.map((item) => [item.key, item] as const)]);
    const bytes = [...items.values()].reduce((sum, { size }) => sum + size, 0);
    this.#byHeight.set(height, { items, bytes });
    this.#bytes += bytes;
    while (this.#isFull()) this.#remove(this.#byHeight.keys().next().value as number);
  }

  #isFull(): boolean {
    const { size } = this.#byHeight;
    return size > MOST_HEIGHTS || (size > HEIGHTS && this.#bytes > BYTES);
  }

  #remove(height: number): ItemsOfHeight | undefined {
    const known = this.#byHeight.get(height);
    this.#byHeight.delete(height);
    this.#bytes -= known?.bytes ?? 0;
    return known;
  }

  /** In order of height, each once. */
  items(): MempoolItem[] {
    const heights = [...this.#byHeight.keys()].sort((a, b) => a - b);
    const all = heights.flatMap((height) => [...(this.#byHeight.get(height)?.items.values() ?? [])]);
    return [...new Map(all.map((item) => [item.key, item])).values()];
  }
}
