/** Something that is to happen. */
export interface Event {
  /** Milliseconds since 1970, whole. */
  readonly at: number;
  /** Among events of one moment the lowest comes first; then the one that was planned first. */
  readonly rank: number;
  readonly order: number;
  work: (() => void) | null;
}

const isBefore = (a: Event, b: Event): boolean =>
  a.at !== b.at ? a.at < b.at : a.rank !== b.rank ? a.rank < b.rank : a.order < b.order;

/** What is to happen, earliest first: a binary heap. Cancelled events stay until their turn, without their work. */
export class EventQueue {
  readonly #heap: Event[] = [];

  /** When the next event is; null if nothing is left. */
  get nextAt(): number | null {
    while (this.#heap[0]?.work === null) this.#pop();
    return this.#heap[0]?.at ?? null;
  }

  push(event: Event): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(event);
    for (let up = (at - 1) >> 1; at > 0 && isBefore(event, heap[up] as Event); up = (at - 1) >> 1) {
      heap[at] = heap[up] as Event;
      at = up;
    }
    heap[at] = event;
  }

  /** Takes out what is due at a moment, in order. */
  takeDue(now: number): Event[] {
    const due: Event[] = [];
    for (let at = this.nextAt; at !== null && at <= now; at = this.nextAt) due.push(this.#pop());
    return due;
  }

  #pop(): Event {
    const heap = this.#heap;
    const first = heap[0] as Event;
    const last = heap.pop() as Event;
    if (heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(event: Event): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Event, heap[child] as Event)) child += 1;
      if (!isBefore(heap[child] as Event, event)) break;
      heap[at] = heap[child] as Event;
      at = child;
    }
    heap[at] = event;
  }
}
