/**
 * Makes results ahead of who takes them, `width()` at a time, and gives them in order. What fails is thrown where it would
 * have been given; whatever else was under way then is let go.
 */
export async function* pipeline<Item, Result>(
  items: Iterable<Item>,
  width: () => number,
  make: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const source = items[Symbol.iterator]();
  const underWay: Promise<Result>[] = [];
  let isOver = false;
  for (;;) {
    while (!isOver && underWay.length < width()) {
      const next = source.next();
      if (next.done) isOver = true;
      else underWay.push(quiet(make(next.value)));
    }
    const first = underWay.shift();
    if (first === undefined) return;
    yield await first;
  }
}

/** A failure that nobody waits for any more is no failure of the program. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
