/** One item, each as likely as its weight says; null if there is none. `random` is uniform in [0, 1). */
export function chooseWeighted<T>(items: readonly T[], weight: (item: T) => number, random: () => number): T | null {
  const weights = items.map(weight);
  let left = random() * weights.reduce((total, each) => total + each, 0);
  for (const [index, item] of items.entries()) {
    left -= weights[index] ?? 0;
    if (left < 0) return item;
  }
  return items.at(-1) ?? null;
}

/** The items in random order (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
