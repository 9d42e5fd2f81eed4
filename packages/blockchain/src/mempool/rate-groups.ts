import type { MempoolItem, Priced } from './item.ts';
import { SortedList } from './sorted-list.ts';

interface Group extends Priced {
  /** In order of arrival. */
  readonly items: Set<MempoolItem>;
}

/** The items of a mempool by fee rate; those of one rate in order of arrival (consensus 11.1). */
export class RateGroups {
  readonly #groups: SortedList<Group>;

  /** @param compare below 0 if the first has the lower rate */
  constructor(compare: (a: Priced, b: Priced) => number) {
    this.#groups = new SortedList<Group>(compare);
  }

  add(item: MempoolItem): void {
    const { fees, cost } = item;
    const group = this.#groups.find({ fees, cost, items: new Set() });
    if (group === undefined) this.#groups.insert({ fees, cost, items: new Set([item]) });
    else group.items.add(item);
  }

  delete(item: MempoolItem): void {
    const group = this.#groups.find({ fees: item.fees, cost: item.cost, items: new Set() });
    if (group === undefined) return;
    group.items.delete(item);
    if (group.items.size === 0) this.#groups.remove(group);
  }

  /** Lowest rate first, the oldest of each rate first: the order in which items have to go. */
  *fromWorst(): Generator<MempoolItem> {
    for (const { items } of this.#groups) yield* items;
  }

  /** Highest rate first, the oldest of each rate first: the order in which a block takes them. */
  *fromBest(): Generator<MempoolItem> {
    for (const { items } of this.#groups.backwards()) yield* items;
  }
}
