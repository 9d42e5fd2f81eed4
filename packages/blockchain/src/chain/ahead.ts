/**
 * Checks items some ahead of the one that is handed out, all at the same time, and hands them out in their order.
 * @param width items under way, at least 1
 */
export async function* ahead<Item, Answer>(
  items: Iterable<Item> | AsyncIterable<Item>,
  check: (item: Item) => Promise<Answer>,
  width: number,
): AsyncGenerator<readonly [Item, Answer], void, void> {
  const underWay: Promise<readonly [Item, Answer]>[] = [];
  for await (const item of items) {
    const checked = check(item).then((answer) => [item, answer] as const);
    checked.catch(() => undefined); // told when it is its turn, and nobody minds if that never comes
    underWay.push(checked);
    if (underWay.length >= width) yield (await underWay.shift()) as readonly [Item, Answer];
  }
  for (const checked of underWay) yield await checked;
}
