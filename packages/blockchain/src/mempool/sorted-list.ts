/** Elements of a chunk at which it is split; a chunk is moved about as a whole, so it must stay small. */
const MOST = 512;

/**
 * A list in order, kept in chunks: finding takes the logarithm of its length, inserting and removing besides that only
 * move what is in one chunk. No two elements compare as equal.
 */
export class SortedList<T> {
  readonly #chunks: T[][] = [];
  readonly #compare: (a: T, b: T) => number;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  /** The element that compares as equal to this one. */
  find(like: T): T | undefined {
    const chunk = this.#chunks[this.#chunkFor(like)];
    const at = chunk && lowerBound(chunk, (element) => this.#compare(element, like) < 0);
    const found = at === undefined ? undefined : chunk?.[at];
    return found !== undefined && this.#compare(found, like) === 0 ? found : undefined;
  }

  insert(element: T): void {
    const index = Math.min(this.#chunkFor(element), this.#chunks.length - 1);
    const chunk = this.#chunks[index];
    if (chunk === undefined) {
      this.#chunks.push([element]);
      return;
    }
    chunk.splice(
      lowerBound(chunk, (other) => this.#compare(other, element) < 0),
      0,
      element,
    );
    if (chunk.length > MOST) this.#chunks.splice(index + 1, 0, chunk.splice(MOST / 2));
  }

  remove(element: T): void {
    const index = this.#chunkFor(element);
    const chunk = this.#chunks[index];
    if (chunk === undefined) return;
    const at = lowerBound(chunk, (other) => this.#compare(other, element) < 0);
    if (chunk[at] !== element) return;
    chunk.splice(at, 1);
    if (chunk.length === 0) this.#chunks.splice(index, 1);
  }

  *[Symbol.iterator](): Generator<T> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  *backwards(): Generator<T> {
    for (let index = this.#chunks.length - 1; index >= 0; index--) {
      const chunk = this.#chunks[index] as T[];
      for (let at = chunk.length - 1; at >= 0; at--) yield chunk[at] as T;
    }
  }

  /** The first chunk whose last element is not before this one; their number if there is none. */
  #chunkFor(element: T): number {
    return lowerBound(this.#chunks, (chunk) => this.#compare(chunk[chunk.length - 1] as T, element) < 0);
  }
}

/** Where the elements begin that are not `before`; those that are stand in front. */
function lowerBound<T>(elements: readonly T[], before: (element: T) => boolean): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(elements[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
